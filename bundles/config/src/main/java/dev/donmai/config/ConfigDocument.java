package dev.donmai.config;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.internal.ConfigReader;
import dev.donmai.model.config.DaemonConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration file that was read and checked.
 *
 * @param config what it says, the token resolved
 * @param warnings what is odd about it and was ignored, each beginning with the line
 * @param secrets the token, and what the settings of agents refer to in the environment: what no log may show
 */
public record ConfigDocument(DaemonConfig config, List<String> warnings, List<String> secrets) {

    public ConfigDocument {
        warnings = List.copyOf(warnings);
        secrets =
                secrets.stream().filter(secret -> !secret.isBlank()).distinct().toList();
    }

    /**
     * Reads a file, without a daemon: for the command line.
     *
     * @param options the environment for the token; nothing else of it counts
     * @throws ConfigException when it cannot be read or used
     */
    public static ConfigDocument read(Path file, DaemonOptions options) throws ConfigException {
        return new ConfigReader(options).read(file);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ConfigDocument[config=" + config + ", warnings=" + warnings + "]";
    }
}
