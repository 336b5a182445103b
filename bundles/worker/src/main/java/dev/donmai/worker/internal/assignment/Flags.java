package dev.donmai.worker.internal.assignment;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of a worker that another make of daemon starts ({@code sessions.md} §2.1). */
@Command(
        name = "donmai-worker",
        description = "Runs one session: the one of DONMAI_SESSION_DIR, else the one that a daemon is asked for.",
        mixinStandardHelpOptions = true)
public final class Flags {

    private static final String DEFAULT_URL = "http://127.0.0.1:7734";

    @Option(names = "--session-id", paramLabel = "ID", description = "session to run; else DONMAI_SESSION_ID")
    private String sessionId = "";

    @Option(
            names = "--daemon-url",
            paramLabel = "URL",
            description = "control API; else DONMAI_DAEMON_URL, else " + DEFAULT_URL)
    private String daemonUrl = "";

    @Option(
            names = "--worktree-dir",
            paramLabel = "DIR",
            description = "parent of the session's directory; else worktrees in the state directory")
    private String worktreeDir = "";

    @Option(
            names = "--preserve-worktree",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "true",
            description = "keep the directory after a failed session (default: ${DEFAULT-VALUE})")
    private boolean preserve = true;

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "true",
            description = "print the result on standard output (default: ${DEFAULT-VALUE})")
    private boolean json = true;

    private Flags() {}

    /**
     * Parses the arguments.
     *
     * @return empty when all they wanted was help, which is printed then
     */
    public static Optional<Flags> parse(List<String> arguments, PrintStream out) throws PreflightException {
        Flags flags = new Flags();
        CommandLine parser = new CommandLine(flags);
        try {
            parser.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new PreflightException(e.getMessage() + " (--help shows the flags)", e);
        }
        if (parser.isUsageHelpRequested() || parser.isVersionHelpRequested()) {
            PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
            parser.usage(writer);
            writer.flush();
            return Optional.empty();
        }
        return Optional.of(flags);
    }

    /** Whether the result is to be printed. */
    public boolean json() {
        return json;
    }

    /** Asks the daemon for the session and makes the parent of its directory. */
    public Assignment assignment(Variables variables) throws PreflightException {
        String id = first(sessionId, variables.get("SESSION_ID"));
        if (id.isEmpty()) {
            throw new PreflightException("missing session id: pass --session-id or set RENSEI_SESSION_ID"
                    + " (the daemon spawner sets this automatically)");
        }
        SessionId.check(id);
        String url = first(daemonUrl, first(variables.get("DAEMON_URL"), DEFAULT_URL));
        DetailSource source = DetailSource.of(url, id, variables);
        return new Assignment.FromDaemon(
                new DetailFetch(source).fetch(), url, Optional.of(source), worktrees(variables), preserve);
    }

    private Path worktrees(Variables variables) throws PreflightException {
        Path worktrees =
                worktreeDir.isBlank() ? stateDirectory(variables).resolve("worktrees") : Path.of(worktreeDir.strip());
        try {
            return Files.createDirectories(
                    worktrees.toAbsolutePath().normalize(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        } catch (IOException e) {
            throw new PreflightException("worktree manager: can't make " + worktrees + ": " + e, e);
        }
    }

    private static String first(String given, String otherwise) {
        return given.isBlank() ? otherwise : given.strip();
    }

    /** As the daemon finds it: {@code ~/.donmai}, or {@code ~/.rensei} when only that exists. */
    private static Path stateDirectory(Variables variables) {
        String set = variables.get("STATE_HOME");
        if (!set.isEmpty()) {
            return Path.of(set);
        }
        Path home = Path.of(variables.environment().getOrDefault("HOME", System.getProperty("user.home", "/")));
        Path own = home.resolve(".donmai");
        Path old = home.resolve(".rensei");
        return !Files.isDirectory(own) && Files.isDirectory(old) ? old : own;
    }
}
