package dev.donmai.config;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.internal.FileEdit;
import dev.donmai.config.internal.Places;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@code daemon.yaml} that is changed without a daemon: for the command line. A daemon that runs follows the file.
 *
 * @param path where it is, or will be
 * @param options the environment for the token and the defaults; nothing else of it counts
 */
public record ConfigFile(Path path, DaemonOptions options) {

    /** The file of a daemon that is started with these options; need not be there ({@code config.md} §1.2). */
    public static Path locate(DaemonOptions options) {
        return new Places(options).file();
    }

    /**
     * Makes the changes in their order, all or none. Takes turns with every other writer that comes this way, reads what the file
     * says now, and replaces it as a whole once the result has been checked; an editor's save in between is not lost. A file that
     * is not there is made first, complete with the defaults for this machine.
     *
     * @return whether the file is different now
     * @throws ConfigException when the file cannot be used, the result could not, or a change cannot be made in this text without
     *     touching something else; the file is as it was
     */
    public boolean edit(List<ConfigEdit> edits) throws ConfigException {
        return new FileEdit(options).editOrCreate(path, edits).changed();
    }
}
