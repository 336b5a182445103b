package dev.donmai.launcher.log;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigException;
import dev.donmai.config.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a daemon keeps its log ({@code observability.logPath}): a file, {@code off} for none, or what it chooses when nothing is
 * said, {@code daemon.log} in the state directory. What the journal of the system receives anyway is not written twice.
 *
 * @param file the log
 * @param chosen whether the configuration names it
 * @param off whether the configuration wants none
 */
public record LogPlace(Path file, boolean chosen, boolean off) {

    private static final String OFF = "off";

    /** What a configuration file says; a file that cannot be used says nothing, and whoever needs it will tell. */
    public static LogPlace of(Path configuration, DaemonOptions options) {
        StateDirectory state = StateDirectory.locate(options);
        String said = said(configuration, options);
        return said.isEmpty() || said.equals(OFF)
                ? new LogPlace(state.root().resolve("daemon.log"), false, said.equals(OFF))
                : new LogPlace(expand(said, state, options), true, false);
    }

    private static String said(Path configuration, DaemonOptions options) {
        try {
            return Files.exists(configuration)
                    ? ConfigDocument.read(configuration, options)
                            .config()
                            .observability()
                            .logPath()
                    : "";
        } catch (ConfigException e) {
            return "";
        }
    }

    private static Path expand(String path, StateDirectory state, DaemonOptions options) {
        String home = options.environment().getOrDefault("HOME", System.getProperty("user.home", "/"));
        return path.startsWith("~/")
                ? Path.of(home, path.substring(2))
                : state.root().resolve(path);
    }

    /** Whether a daemon with this environment writes the file: when it is named, or nobody keeps its standard error. */
    public boolean written(Map<String, String> environment) {
        return chosen || (!off && !JournalStream.isStandardError(environment));
    }
}
