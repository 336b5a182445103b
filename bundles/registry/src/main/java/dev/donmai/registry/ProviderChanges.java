package dev.donmai.registry;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.wire.ProviderView;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an operator does to providers while the daemon runs ({@code providers.md} §7.11). Every call returns when the change
 * is in force, or has been refused and nothing has changed: a provider that is replaced goes on serving until the next one
 * has proved itself. Sessions keep the files they began with, whatever happens here. Thread-safe; a service.
 */
public interface ProviderChanges {

    /**
     * Brings in a provider, or the next version of one that is there.
     *
     * @param jar copied; need not be there afterwards
     * @param force also an older or equal version, and one that lacks an ability of the one before
     * @return its row
     */
    ProviderView install(Path jar, boolean force) throws ProviderChangeException, InterruptedException;

    /**
     * Replaces a provider.
     *
     * @param jar the next version; empty for the file that it was dropped in as, read again
     * @param force as in {@link #install}
     */
    ProviderView update(ProviderFamily family, String id, Optional<Path> jar, boolean force)
            throws ProviderChangeException, InterruptedException;

    /** Gives it work again, after {@link #disable}, after its bundle was stopped from outside, or out of quarantine. */
    ProviderView enable(ProviderFamily family, String id) throws ProviderChangeException, InterruptedException;

    /** Gives it no more work, also after a restart. */
    ProviderView disable(ProviderFamily family, String id) throws ProviderChangeException, InterruptedException;

    /** Deletes the file that it was dropped in as. It drains while sessions run with it, and is gone then. */
    ProviderView remove(ProviderFamily family, String id) throws ProviderChangeException, InterruptedException;
}
