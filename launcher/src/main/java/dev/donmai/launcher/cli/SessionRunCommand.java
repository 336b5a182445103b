package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.launcher.client.SessionFollower;
import dev.donmai.model.Json;
import dev.donmai.model.session.QueueLayout;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code donmai session run}: asks for a session and shows what happens in it. */
@Command(
        name = "run",
        description = {"Run a session and show its events.", "Exits 0 only when the session completed."})
final class SessionRunCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Program program;

    @Mixin
    private final Target target = new Target();

    @Option(
            names = "--repo",
            required = true,
            paramLabel = "URL|DIR",
            description = "Repository, as the allowlist of daemon.yaml knows it.")
    private String repository = "";

    @Option(names = "--ref", paramLabel = "REF", description = "Branch, tag or commit (default: the default branch).")
    private String ref = "";

    @Option(names = "--prompt", paramLabel = "TEXT", description = "What the agent is asked to do.")
    private String prompt = "";

    @Option(names = "--prompt-file", paramLabel = "FILE", description = "The same, from a file.")
    private Path promptFile = Path.of("");

    @Parameters(arity = "0..1", paramLabel = "- (stdin)", description = "A single dash: the same, from standard input.")
    private String dash = "";

    @Option(names = "--agent", paramLabel = "ID", description = "Agent runtime (default: the daemon chooses).")
    private String agent = "";

    @Option(names = "--id", paramLabel = "ID", description = "Id of the session (default: a new one).")
    private String id = "";

    @Option(
            names = "--max-duration",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "End the session after this time (default: as configured).")
    private long maxDuration;

    @Option(
            names = "--follow",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Show the events until the session ends (default), or return at once.")
    private boolean follow = true;

    @Option(
            names = "--queue",
            description = "Put it into the local queue and return; a daemon need not run. Exits 0 when it is there.")
    private boolean queue;

    SessionRunCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, CommandFailure, InterruptedException, IOException {
        ObjectNode body = body();
        if (queue) {
            Path file = new QueueFolder(new QueueLayout(program.state().queue())).put(queued(body));
            program.console().line("session " + body.path("sessionId").asText() + " queued: " + file);
            return 0;
        }
        try (ControlClient client = program.client(target)) {
            SessionHandle handle = client.post(ControlClient.API + "/sessions", body, SessionHandle.class)
                    .value();
            program.console().line("session " + handle.sessionId() + " accepted");
            return follow ? follow(client, handle.sessionId()) : 0;
        }
    }

    /** The request in the form of a work item. */
    private ObjectNode queued(ObjectNode body) {
        ObjectNode item = body.deepCopy();
        item.remove("detail");
        item.set("body", item.remove("prompt"));
        if (!agent.isEmpty()) {
            item.putObject("resolvedProfile").put("provider", agent);
        }
        return item.put("queuedAt", System.currentTimeMillis());
    }

    private int follow(ControlClient client, String sessionId)
            throws ClientException, IOException, InterruptedException {
        EventText text = new EventText(program.console());
        Exit exit = new SessionFollower(
                        client, sessionId, event -> text.of(event).ifPresent(program.console()::line))
                .follow();
        return exit.state() == SessionState.COMPLETED ? 0 : 1;
    }

    private ObjectNode body() throws CommandFailure, IOException {
        ObjectNode body = Json.object();
        body.put("sessionId", id.isEmpty() ? newId() : id);
        body.put("repository", repositoryName());
        if (!ref.isEmpty()) {
            body.put("ref", ref);
        }
        if (maxDuration > 0) {
            body.put("maxDurationSeconds", maxDuration);
        }
        body.put("prompt", promptText());
        if (!agent.isEmpty()) {
            body.putObject("detail").putObject("resolvedProfile").put("provider", agent);
        }
        return body;
    }

    /** A folder is meant as the allowlist would name it: by its absolute path. */
    private String repositoryName() {
        Path folder = Path.of(repository);
        boolean relative = repository.startsWith(".") && Files.isDirectory(folder);
        return relative ? folder.toAbsolutePath().normalize().toString() : repository;
    }

    private String promptText() throws CommandFailure, IOException {
        boolean file = !promptFile.toString().isEmpty();
        int given = (prompt.isEmpty() ? 0 : 1) + (file ? 1 : 0) + (dash.isEmpty() ? 0 : 1);
        if (given != 1 || (!dash.isEmpty() && !dash.equals("-"))) {
            throw new CommandFailure("session run: say what to do with exactly one of --prompt, --prompt-file, -");
        }
        if (file) {
            return Files.readString(promptFile);
        }
        return prompt.isEmpty() ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : prompt;
    }

    /** An id that sorts by time and is not used twice. */
    static String newId() {
        return "s-" + STAMP.format(LocalDateTime.now(ZoneOffset.UTC)) + "-"
                + Integer.toHexString(0x10000 | ThreadLocalRandom.current().nextInt(0x10000))
                        .substring(1);
    }
}
