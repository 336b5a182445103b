package dev.donmai.launcher.cli;

import dev.donmai.api.host.DaemonStartException;
import dev.donmai.launcher.Donmai;
import dev.donmai.launcher.framework.FrameworkMode;
import dev.donmai.launcher.log.LogFile;
import dev.donmai.launcher.log.LogFormat;
import dev.donmai.launcher.log.LogPlace;
import dev.donmai.launcher.log.LogSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code donmai daemon run} ({@code lifecycle.md} §1). */
@Command(name = DaemonRunCommand.NAME, description = "Run the daemon in this process until it is stopped.")
final class DaemonRunCommand implements Callable<Integer> {

    static final String NAME = "run";

    private static final String DEFAULT_PORT = "7734";

    private final Program program;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration (default: daemon.yaml of the state).")
    private Path config = Path.of("");

    @Option(
            names = "--jwt-path",
            paramLabel = "FILE",
            description = "Where the runtime token is kept over a restart (default: daemon.jwt of the state).")
    private Path jwt = Path.of("");

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "", description = "Bind address of the control API.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT|auto",
            defaultValue = "",
            description = "Port of the control API; auto takes a free one.")
    private String port = "";

    @Option(
            names = "--skip-wizard",
            description = "Ask nothing when there is no configuration; nothing is asked anyway.")
    @SuppressWarnings("UnusedVariable") // scripts for the reference give it
    private boolean skipWizard;

    @Option(
            names = "--framework",
            paramLabel = "connect|plain",
            description = "Take the bundles from the class path, or from their JARs (default: connect).")
    private String framework = "";

    DaemonRunCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        LogSink.process().format(logFormat());
        logToFile();
        DotenvFiles.warn(Path.of("").toAbsolutePath(), program.environment());
        try {
            return new DaemonRun(program.console()).run(builder());
        } catch (DaemonStartException e) {
            throw new CommandFailure("daemon start: " + e.getMessage(), e);
        }
    }

    private void logToFile() throws CommandFailure {
        LogPlace place = LogPlace.of(program.configuration(config), program.options());
        if (!place.written(program.environment())) {
            return;
        }
        LogFile file = new LogFile(place.file());
        if (place.chosen()) {
            try {
                file.open();
            } catch (IOException e) {
                throw new CommandFailure("daemon start: observability.logPath: " + e.getMessage(), e);
            }
        }
        LogSink.process().also(file);
    }

    private LogFormat logFormat() throws CommandFailure {
        String named = program.variable("LOG_FORMAT");
        try {
            return named.isEmpty() ? LogFormat.configuredIn(program.configuration(config)) : LogFormat.named(named);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("daemon run: DONMAI_LOG_FORMAT: " + e.getMessage(), e);
        }
    }

    private Donmai.Builder builder() throws CommandFailure {
        Donmai.Builder builder = Donmai.builder()
                .environment(environment())
                .host(host)
                .port(portOf(port))
                .framework(mode());
        return config.toString().isEmpty() ? builder : builder.config(config);
    }

    /** The flag is a variable to the daemon, which a service can set as well. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(program.environment());
        if (!jwt.toString().isEmpty()) {
            environment.put("DONMAI_DAEMON_JWT_PATH", jwt.toAbsolutePath().toString());
        }
        return environment;
    }

    /** 0 stands for the default port, as in the reference; {@code auto} takes a free one. */
    static String portOf(String flag) {
        return flag.equals("0") ? DEFAULT_PORT : flag;
    }

    private FrameworkMode mode() throws CommandFailure {
        try {
            return FrameworkMode.named(framework.isEmpty() ? program.variable("FRAMEWORK") : framework);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("daemon run: " + e.getMessage(), e);
        }
    }
}
