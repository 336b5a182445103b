package dev.donmai.itests.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A state directory, an empty home directory and a configuration for daemons that follow one another. Registered as an
 * extension of each test, it makes everything before and kills the daemon that is left afterwards. Registered as a static
 * one, it is there for all tests of the class, and so is the daemon, see {@link #running}. Either way a test fails when it
 * leaves a process of any session. {@link #open} makes one for whoever closes it.
 */
public final class DaemonHome
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {

    /** The variable that a foreign worker runs. */
    static final String SCRIPT = "TEST_SCRIPT";

    private final ObjectNode config = Json.object();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<DaemonProcess> daemons = new ArrayList<>();
    private @Nullable Path temporary;
    private boolean shared;
    private volatile @Nullable ControlApi api;

    /** A home that is not bound to one test; whoever opens it closes it. */
    public static DaemonHome open() throws IOException {
        DaemonHome home = new DaemonHome();
        home.prepare();
        return home;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        shared = true;
        prepare();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!shared) {
            prepare();
        }
    }

    private void prepare() throws IOException {
        temporary = Files.createTempDirectory("donmai-it-").toRealPath();
        Files.createDirectories(userHome());
        Files.createDirectories(state());
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", userHome().toString());
        environment.put("DONMAI_STATE_HOME", state().toString());
        environment.put("DONMAI_JAVA_HOME", System.getProperty("java.home"));
        config.put("apiVersion", "rensei.dev/v1").put("kind", "LocalDaemon");
        config.putObject("machine").put("id", "test-machine");
        config.putObject("http").put("port", "auto");
        config.putArray("projects");
        config.putObject("limits").put("stopGraceSeconds", 2);
        config.putObject("agents")
                .putObject("command")
                .put("prompt", "stdin")
                .putArray("argv")
                .add("/bin/sh");
    }

    /** Where a test may put what it needs. */
    public Path temporary() {
        Path path = temporary;
        if (path == null) {
            throw new IllegalStateException("register this as an extension");
        }
        return path;
    }

    /** The state directory. */
    public Path state() {
        return temporary().resolve("state");
    }

    /** The user's home directory, with nothing in it. */
    public Path userHome() {
        return temporary().resolve("home");
    }

    /** The configuration, to be changed before a daemon starts. */
    public ObjectNode config() {
        return config;
    }

    /** How many sessions may run at once. */
    public DaemonHome capacity(int sessions) {
        config.putObject("capacity").put("maxConcurrentSessions", sessions);
        return this;
    }

    /** Allows a repository. */
    public DaemonHome project(String id, TestRepository repository) {
        project(id, repository.url(), "shallow");
        return this;
    }

    /** Allows a repository; the entry can be completed. */
    public ObjectNode project(String id, String url, String strategy) {
        return config.withArray("projects")
                .addObject()
                .put("id", id)
                .put("repository", url)
                .put("cloneStrategy", strategy);
    }

    /** Replaces our worker by a shell that runs what {@link Specs#foreign} says. */
    public DaemonHome foreignWorker() {
        config.putObject("worker").putArray("command").add("/bin/sh").add("-c").add("eval \"$" + SCRIPT + "\"");
        return this;
    }

    /** Sets a variable of the daemon's environment. */
    public DaemonHome variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Puts a program before those of the system. */
    public DaemonHome program(String name, String script) {
        try {
            Path folder = Files.createDirectories(temporary().resolve("programs"));
            Path file = Files.writeString(folder.resolve(name), script);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + file + " executable");
            }
            environment.computeIfPresent(
                    "PATH", (key, path) -> path.startsWith(folder + ":") ? path : folder + ":" + path);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the configuration file. */
    public DaemonHome writeConfig() {
        try {
            // JSON is YAML.
            Files.writeString(state().resolve("daemon.yaml"), config.toPrettyString());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Starts a daemon with the configuration as it is now, and waits until it listens. */
    public DaemonProcess start() {
        DaemonProcess daemon = launch().awaitListening();
        api = daemon.api();
        return daemon;
    }

    /** The daemon that a test before has left running, or a new one: tests that share it begin with an idle daemon. */
    public DaemonProcess running() {
        return daemons.stream().filter(DaemonProcess::isAlive).findFirst().orElseGet(this::start);
    }

    /** Starts a daemon and waits only until its control API is open, which is before it has finished starting. */
    public DaemonProcess startWithoutWaiting() {
        DaemonProcess daemon = launch();
        Path file = state().resolve("daemon.addr");
        Eventually.await("the control API to be open").until(() -> daemon.isAlive() && Files.exists(file));
        try {
            api = new ControlApi(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return daemon;
    }

    /** The control API of the daemon that listened last. */
    public ControlApi api() {
        ControlApi latest = api;
        if (latest == null) {
            throw new IllegalStateException("no daemon was started");
        }
        return latest;
    }

    /** Starts a daemon, with arguments, and does not wait. */
    public DaemonProcess launch(String... arguments) {
        writeConfig();
        List<String> command = new ArrayList<>(List.of("daemon", "run"));
        command.addAll(List.of(arguments));
        DaemonProcess daemon = DaemonProcess.launch(this, command);
        daemons.add(daemon);
        return daemon;
    }

    /** The directory of a session's latest run. */
    public Path session(String id) {
        return state().resolve("sessions").resolve(id);
    }

    /** The nonce of a session's latest run. */
    public String nonce(String id) {
        return SessionDirectories.nonceIn(session(id))
                .orElseThrow(() -> new AssertionError("no session.json of " + id));
    }

    /** Processes of all sessions that ever ran here. */
    public List<Long> processes() {
        return sessions().processes();
    }

    /** Waits until none of them is left. */
    public void awaitNoProcess() {
        Eventually.await("all processes of sessions to be gone").until(this::processes, List::isEmpty);
    }

    private SessionDirectories sessions() {
        return new SessionDirectories(state().resolve("sessions"));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        boolean failed = context.getExecutionException().isPresent();
        boolean kept = shared && !failed;
        try {
            String left = kept ? endSessions() : endProcesses();
            if (failed) {
                report();
            } else if (!left.isEmpty()) {
                throw new AssertionError("processes of sessions are left: " + left);
            }
        } finally {
            if (!shared) {
                Trees.delete(temporary());
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (shared) {
            close();
        }
    }

    /** Kills the daemons and what they ran; sessions that still live are the caller's, not a failure. */
    @Override
    public void close() throws IOException {
        endProcesses();
        Trees.delete(temporary());
    }

    /** Kills everything, and describes the processes of sessions that were left. */
    private String endProcesses() {
        daemons.forEach(DaemonProcess::kill);
        return endSessions();
    }

    private String endSessions() {
        List<Long> left = processes();
        String described = left.isEmpty() ? "" : Processes.describe(left);
        left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        return described;
    }

    /** Shows what is gone when the test has ended. */
    private void report() throws IOException {
        daemons.forEach(DaemonProcess::report);
        sessions().report();
    }
}
