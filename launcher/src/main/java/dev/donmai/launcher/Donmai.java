package dev.donmai.launcher;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.DaemonStartException;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.PathLock;
import dev.donmai.files.Sha256;
import dev.donmai.launcher.framework.BootException;
import dev.donmai.launcher.framework.DaemonFramework;
import dev.donmai.launcher.framework.Distribution;
import dev.donmai.launcher.framework.FrameworkMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs a daemon inside a Java program. The program needs {@code lib/donmai.jar} of a distribution on its class path. A
 * complete example:
 *
 * {@snippet :
 * import dev.donmai.launcher.Donmai;
 * import dev.donmai.launcher.RunningDaemon;
 * import java.nio.file.Path;
 * import java.time.Duration;
 *
 * public class Embedded {
 *     public static void main(String[] arguments) throws Exception {
 *         try (RunningDaemon daemon = Donmai.builder()
 *                 .config(Path.of("/etc/donmai/daemon.yaml"))
 *                 .stateDirectory(Path.of("/var/lib/donmai"))
 *                 .version("1.2.3")
 *                 .provider(Path.of("/opt/agents/my-agent.jar"))
 *                 .port(0)
 *                 .start()) {
 *             System.out.println("listening on " + daemon.address());
 *             System.out.println("registered as " + daemon.workerId());
 *             daemon.stop();
 *             System.out.println("ended with " + daemon.awaitExit(Duration.ofMinutes(10)));
 *         }
 *     }
 * }
 * }
 *
 * Compile and run it with {@code javac -cp donmai/lib/donmai.jar Embedded.java} and
 * {@code java @donmai/lib/daemon.jvmargs -cp donmai/lib/donmai.jar:. Embedded}. One process can run several daemons, each with a
 * state directory of its own.
 */
public final class Donmai {

    private Donmai() {}

    /** A daemon with the default configuration. */
    public static Builder builder() {
        return new Builder();
    }

    /** What a daemon is started with. Not thread-safe. */
    public static final class Builder {

        private String config = "";
        private String stateDirectory = "";
        private String host = "";
        private String port = "";
        private String version = "";
        private final List<Path> providers = new ArrayList<>();
        private Map<String, String> environment = System.getenv();
        private FrameworkMode framework = FrameworkMode.CONNECT;

        private Builder() {}

        /** The configuration file; without it {@code daemon.yaml} in the state directory. */
        public Builder config(Path file) {
            config = file.toAbsolutePath().toString();
            return this;
        }

        /** Where everything is kept; without it {@code DONMAI_STATE_HOME}, else {@code ~/.donmai}. */
        public Builder stateDirectory(Path directory) {
            stateDirectory = directory.toAbsolutePath().normalize().toString();
            return this;
        }

        /** What the daemon gives as its version; without it the distribution's. */
        public Builder version(String text) {
            version = text;
            return this;
        }

        /** Adds a provider's JAR to those of the distribution. */
        public Builder provider(Path jar) {
            providers.add(jar.toAbsolutePath());
            return this;
        }

        /** Bind address of the control API; without it as configured. */
        public Builder host(String address) {
            host = address;
            return this;
        }

        /** Port of the control API; 0 takes any free one. */
        public Builder port(int number) {
            port = Integer.toString(number);
            return this;
        }

        /** Port of the control API as the configuration writes it: a number, {@code auto} or {@code off}. */
        public Builder port(String text) {
            port = text;
            return this;
        }

        /** The environment the daemon reads its variables from; without it the process's own. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /** Where the classes of the daemon's bundles come from. */
        public Builder framework(FrameworkMode mode) {
            framework = mode;
            return this;
        }

        /**
         * Starts the daemon and returns when it is running.
         *
         * @throws DaemonStartException when it cannot start; nothing of it is left running
         */
        public RunningDaemon start() throws DaemonStartException {
            try {
                Distribution distribution = Distribution.locate();
                DaemonOptions options = options(distribution);
                StateDirectory state = StateDirectory.locate(options);
                PathLock lock = DaemonLock.take(state);
                try {
                    return start(distribution, options, state, lock);
                } catch (BootException | DaemonStartException | RuntimeException e) {
                    lock.close();
                    throw e;
                }
            } catch (BootException | IOException e) {
                throw new DaemonStartException(String.valueOf(e.getMessage()), e);
            }
        }

        private DaemonOptions options(Distribution distribution) throws IOException {
            // Whoever adds a provider to a program of theirs vouches for it.
            Set<String> ownJars = new HashSet<>(distribution.ownJars());
            for (Path provider : providers) {
                ownJars.add(Sha256.of(provider));
            }
            return new DaemonOptions(
                    config,
                    stateDirectory,
                    host,
                    port,
                    version.isEmpty() ? distribution.version() : version,
                    Stream.concat(distribution.providers().stream(), providers.stream())
                            .toList(),
                    WorkerCommand.of(distribution),
                    environment,
                    ownJars);
        }

        private RunningDaemon start(
                Distribution distribution, DaemonOptions options, StateDirectory state, PathLock lock)
                throws BootException, DaemonStartException {
            Path storage = state.run().resolve("framework");
            DaemonFramework booted = DaemonFramework.boot(distribution, framework, options, storage);
            try {
                DaemonControl control = booted.control();
                control.start();
                return new RunningDaemon(booted, control, lock, storage);
            } catch (BootException | DaemonStartException | RuntimeException e) {
                booted.close();
                throw e;
            }
        }
    }
}
