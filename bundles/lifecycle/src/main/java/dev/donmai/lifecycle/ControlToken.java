package dev.donmai.lifecycle;

/**
 * The secret of this state directory, {@code control.token} ({@code additions.md} §2): whoever can read the file may do
 * everything. It never leaves this service. Thread-safe; a service, ready once the daemon's first participant has
 * started.
 */
public interface ControlToken {

    /** Whether this is the token; takes the same time wherever the two differ. */
    boolean matches(String presented);

    /**
     * A token made from this one, good for one purpose only.
     *
     * @param purpose what it is good for; nobody who does not know the control token can make it from this
     * @return HMAC-SHA256 of the purpose in hexadecimal
     */
    String derive(String purpose);
}
