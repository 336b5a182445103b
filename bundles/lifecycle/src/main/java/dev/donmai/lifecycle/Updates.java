package dev.donmai.lifecycle;

/** Replaces this program by a newer version ({@code lifecycle.md} §7.5). Thread-safe; a service. */
public interface Updates {

    /**
     * Begins an update and returns.
     *
     * @throws UpdateRefusedException when there is nothing to begin; nothing has changed then
     */
    void begin() throws UpdateRefusedException;
}
