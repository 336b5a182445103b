package dev.donmai.launcher.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.host.DaemonStartException;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.TreeDelete;
import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import dev.donmai.launcher.Donmai;
import dev.donmai.launcher.RunningDaemon;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.launcher.client.DaemonAddress;
import dev.donmai.launcher.client.SessionFollower;
import dev.donmai.launcher.framework.BootException;
import dev.donmai.launcher.framework.Distribution;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs one session from nothing: a state directory, a repository, a daemon in this process, a session through its
 * control API. What remains is the state directory, for the reader to look around in.
 */
public final class Quickstart {

    /**
     * What to run it with.
     *
     * @param repository a repository to work on; empty for one of its own
     * @param agent the agent runtime
     * @param command the agent's command line; empty for the agent that is shipped
     * @param keep whether the state directory stays
     */
    public record Plan(Path repository, String agent, List<String> command, boolean keep) {
        public Plan {
            command = List.copyOf(command);
        }
    }

    /** Where the progress is shown. */
    public interface Audience {

        /** Shows a line. */
        void line(String text);

        /** Shows an event of the session. */
        void event(JsonNode event);
    }

    private static final String SESSION = "quickstart";

    private static final String PROMPT = "Add a line to NOTES.md that says hello, and commit it.";

    private final Plan plan;
    private final Map<String, String> environment;
    private final Audience audience;
    private volatile Runnable interruption = () -> {};

    public Quickstart(Plan plan, Map<String, String> environment, Audience audience) {
        this.plan = plan;
        this.environment = Map.copyOf(environment);
        this.audience = audience;
    }

    /** Ends the session and the daemon; {@link #run} returns soon after. */
    public void interrupt() {
        interruption.run();
    }

    /**
     * Runs it.
     *
     * @return whether the session completed
     */
    public boolean run()
            throws BootException, ClientException, DaemonStartException, GitException, IOException,
                    InterruptedException {
        Distribution distribution = Distribution.locate();
        Git git = Git.find(environment);
        Playground playground = Playground.prepare(plan.repository(), git);
        try {
            SessionRecord record = session(playground, distribution);
            new Outcome(playground, record, git, distribution, plan, audience::line).show();
            return record.handle().state() == SessionState.COMPLETED;
        } finally {
            if (!plan.keep()) {
                TreeDelete.delete(playground.state());
            }
        }
    }

    private SessionRecord session(Playground playground, Distribution distribution)
            throws ClientException, DaemonStartException, IOException, InterruptedException {
        List<String> command = plan.command().isEmpty()
                ? List.of(distribution.quickstartAgent().toString())
                : plan.command();
        AtomicFile.write(
                playground.config(), QuickstartConfig.text(playground.repositoryUrl(), playground.archives(), command));
        introduce(playground, command);
        try (RunningDaemon daemon = Donmai.builder()
                .config(playground.config())
                .stateDirectory(playground.state())
                .environment(environment)
                .start()) {
            interruption = daemon::forceStop;
            follow(daemon, playground);
        }
        // Read when the daemon has ended: it is complete then, also after an interruption.
        SessionLayout layout =
                new SessionLayout(playground.state().resolve("sessions").resolve(SESSION));
        return Json.read(layout.record(), SessionRecord.class);
    }

    private void introduce(Playground playground, List<String> command) {
        audience.line("Donmai quickstart");
        audience.line("  state       " + playground.state());
        audience.line("  repository  " + playground.repository()
                + (playground.own() ? " (a small one, made for this)" : " (it is only read)"));
        audience.line("  agent       " + plan.agent()
                + (plan.agent().equals("command") ? ": " + String.join(" ", command) : ""));
        audience.line("");
    }

    private void follow(RunningDaemon daemon, Playground playground)
            throws ClientException, IOException, InterruptedException {
        DaemonAddress address = DaemonAddress.parse(daemon.address());
        try (ControlClient client = new ControlClient(address, new StateDirectory(playground.state()))) {
            SessionHandle handle = client.post(
                            ControlClient.API + "/sessions", request(playground), SessionHandle.class)
                    .value();
            Consumer<JsonNode> reader = audience::event;
            Exit exit = new SessionFollower(client, handle.sessionId(), reader).follow();
            audience.line("");
            audience.line("The session " + exit.state().wireName() + ".");
        }
    }

    private ObjectNode request(Playground playground) {
        ObjectNode request = Json.object()
                .put("sessionId", SESSION)
                .put("repository", playground.repositoryUrl())
                .put("prompt", PROMPT);
        request.putObject("detail").putObject("resolvedProfile").put("provider", plan.agent());
        return request;
    }
}
