package dev.donmai.api.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What whoever starts a daemon decides about it; empty strings mean "as configured".
 *
 * @param config path of {@code daemon.yaml}; empty for the default path
 * @param stateDirectory the state directory; empty for {@code DONMAI_STATE_HOME}, else the default
 * @param host bind address of the control API
 * @param port a number (0 binds any free port), {@code auto}, {@code off}, or empty
 * @param version what {@code status} shows; {@code dev} when empty
 * @param providers JARs of providers that come with the program
 * @param workerCommand how our worker process is started, without session arguments
 * @param environment the environment the daemon was started with
 * @param ownJars SHA-256 digests, in small hexadecimal digits, of JARs that whoever starts the daemon vouches for: those of
 *     the distribution, and providers that a program adds
 */
public record DaemonOptions(
        String config,
        String stateDirectory,
        String host,
        String port,
        String version,
        List<Path> providers,
        List<String> workerCommand,
        Map<String, String> environment,
        Set<String> ownJars) {

    public DaemonOptions {
        version = version.isEmpty() ? "dev" : version;
        providers = List.copyOf(providers);
        workerCommand = List.copyOf(workerCommand);
        environment = Map.copyOf(environment);
        ownJars = Set.copyOf(ownJars);
    }

    /** Vouches for no JAR. */
    public DaemonOptions(
            String config,
            String stateDirectory,
            String host,
            String port,
            String version,
            List<Path> providers,
            List<String> workerCommand,
            Map<String, String> environment) {
        this(config, stateDirectory, host, port, version, providers, workerCommand, environment, Set.of());
    }

    /** A variable under its {@code DONMAI_} name, else its {@code RENSEI_} name, else empty (README decision 2). */
    public String variable(String name) {
        String own = environment.getOrDefault("DONMAI_" + name, "");
        return own.isEmpty() ? environment.getOrDefault("RENSEI_" + name, "") : own;
    }

    /** Shows no environment: it may hold secrets. */
    @Override
    public String toString() {
        return "DaemonOptions[config=" + config + ", host=" + host + ", port=" + port + ", version=" + version + "]";
    }
}
