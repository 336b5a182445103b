package dev.donmai.api.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What a confined program may reach.
 *
 * @param network where it may connect to
 * @param readOnly paths it may read and not change
 * @param writable paths it may change; the workarea is among them
 */
public record SandboxPolicy(NetworkAccess network, List<Path> readOnly, List<Path> writable) {

    public SandboxPolicy {
        readOnly = List.copyOf(readOnly);
        writable = List.copyOf(writable);
    }
}
