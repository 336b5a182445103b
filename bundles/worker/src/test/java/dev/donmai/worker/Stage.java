package dev.donmai.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.files.Sha256;
import dev.donmai.files.TreeCopy;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.worker.internal.QuickWorker;
import dev.donmai.worker.shell.ShellRuntime;
import dev.donmai.worker.standin.StandIn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** What a daemon would prepare: a repository, a provider JAR, a session directory; and the worker as a real process. */
public final class Stage {

    public static final String SESSION = "s-1";

    /** For what takes a second on a machine that has nothing else to do. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String GIT = "donmai-provider-git";
    private static final String TRACKER = "donmai-provider-platform-tracker";

    private final Path root;
    private final Path repository;
    private final Path jar;
    private final ObjectNode session;
    private final String nonce = UUID.randomUUID().toString();
    private final List<Process> workers = new ArrayList<>();

    public Stage(Path root) throws IOException, InterruptedException {
        this.root = root;
        this.repository = root.resolve("origin");
        TreeCopy.from(Repositories.work()).to(repository);
        this.jar =
                providerJar(Files.createDirectories(root.resolve("providers")).resolve("shell.jar"));
        Files.createDirectories(layout().directory());
        this.session = session();
    }

    public SessionLayout layout() {
        return new SessionLayout(root.resolve("sessions").resolve(SESSION));
    }

    public Path worktree() {
        return root.resolve("worktrees").resolve(SESSION);
    }

    public Path providers() {
        return jar.resolveSibling("");
    }

    public Path repository() {
        return repository;
    }

    /** The session file, to be changed before the start. */
    public ObjectNode file() {
        return session;
    }

    public ObjectNode settings() {
        return (ObjectNode) session.path("runtime").path("settings");
    }

    public Stage script(String script) {
        settings().put("script", script);
        return this;
    }

    public Stage limit(String name, int value) {
        ((ObjectNode) session.path("limits")).put(name, value);
        return this;
    }

    /** The session belongs to this platform, which is its daemon too. */
    public Stage platform(StandIn standIn, String workType) {
        ObjectNode detail = (ObjectNode) session.path("detail");
        detail.put("platformUrl", standIn.url())
                .put("workerId", "w-1")
                .put("issueId", "issue-1")
                .put("issueIdentifier", "A-1")
                .put("title", "Fix")
                .put("workType", workType);
        session.put("daemonUrl", standIn.url());
        standIn.only(
                        "detail",
                        200,
                        detail.deepCopy().put("authToken", "secret-token-1").toString())
                .only("lock-refresh", 200, "{\"refreshed\":true}");
        return this;
    }

    /** The session's repository is a bare one, as on a server; the providers git and platform are there. */
    public Stage remote() throws IOException {
        TreeCopy.from(Repositories.bare()).to(remoteRepository());
        ((ObjectNode) session.path("checkout"))
                .put("repository", remoteRepository().toString());
        pin("vcs", "git", GIT);
        pin("issueTracker", "platform", TRACKER);
        return this;
    }

    /** The providers are installed too, as for a worker without a session directory. */
    public Stage install() throws IOException {
        for (String artifact : List.of(GIT, TRACKER)) {
            Files.copy(WorkerClasses.jar(artifact), providers().resolve(artifact + ".jar"));
        }
        return this;
    }

    public Path remoteRepository() {
        return root.resolve("remote.git");
    }

    /** Where a branch of the remote repository is; empty when it has none of that name. */
    public String remoteBranch(String branch) throws IOException, InterruptedException {
        return git(remoteRepository(), "for-each-ref", "--format=%(objectname)", "refs/heads/" + branch);
    }

    /** A program that comes before all others of its name. */
    public void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void pin(String member, String id, String artifact) throws IOException {
        Path jar = WorkerClasses.jar(artifact);
        ObjectNode provider = session.putObject(member).put("id", id).put("version", "1.0.0");
        provider.putArray("files").addObject().put("path", jar.toString()).put("sha256", Sha256.of(jar));
        provider.putObject("settings");
    }

    /** Writes the session file. */
    public Stage write() throws IOException {
        Files.writeString(layout().session(), session.toString());
        return this;
    }

    public Run start() throws IOException {
        return start(write().environment());
    }

    /** A worker that speaks to its platform a few hundred times faster than others. */
    public Run startQuick() throws IOException {
        return start(QuickWorker.class.getName(), write().environment());
    }

    /** The same in this process, which costs a fraction of it, where nobody has to look on. */
    public Ended runHere() throws IOException {
        Map<String, String> all = new HashMap<>(System.getenv());
        prepare(all, write().environment());
        return WorkerClasses.run(all);
    }

    /** The same for a worker that another make of daemon starts. */
    public Run startForeign(String... arguments) throws IOException {
        return start(QuickWorker.class.getName(), Map.of(), arguments);
    }

    private Map<String, String> environment() {
        return Map.of(
                "DONMAI_SESSION_DIR",
                layout().directory().toString(),
                "DONMAI_SESSION_NONCE",
                nonce,
                "DONMAI_SESSION_TOKEN",
                "session-token");
    }

    Run start(Map<String, String> environment, String... arguments) throws IOException {
        return start(WorkerMain.class.getName(), environment, arguments);
    }

    private Run start(String main, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Ddonmai.providers=" + providers(),
                "-cp",
                WorkerClasses.path(),
                main));
        command.addAll(List.of(arguments));
        Path out = root.resolve("worker.out");
        Path err = root.resolve("worker.err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        prepare(builder.environment(), environment);
        Process worker = builder.start();
        workers.add(worker);
        return new Run(this, worker, out, err);
    }

    private void prepare(Map<String, String> all, Map<String, String> ofSession) {
        all.keySet().removeIf(name -> name.startsWith("DONMAI_") || name.startsWith("RENSEI_"));
        all.put("HOME", root.toString());
        all.merge("PATH", root.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        all.put("SECRET_OF_THE_DAEMON", "swordfish-swordfish");
        all.putAll(ofSession);
    }

    public String nonce() {
        return nonce;
    }

    /** Ends what a failed test left. */
    public void clear() throws IOException {
        workers.forEach(Process::destroyForcibly);
        marked().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    public List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        if (Files.exists(layout().events())) {
            for (String line : Files.readAllLines(layout().events())) {
                events.add(Json.read(line, JsonNode.class));
            }
        }
        return events;
    }

    public String output() throws IOException {
        return Files.readString(layout().output());
    }

    /** Live processes whose environment bears the session's mark. */
    public List<Long> marked() throws IOException {
        List<Long> marked = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                String name = String.valueOf(process.getFileName());
                if (name.chars().allMatch(Character::isDigit) && isMarked(process)) {
                    marked.add(Long.parseLong(name));
                }
            }
        }
        return marked;
    }

    private boolean isMarked(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .contains("DONMAI_SESSION_NONCE=" + nonce);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    public static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git " + String.join(" ", arguments) + ": " + output);
        }
        return output.strip();
    }

    private ObjectNode session() throws IOException {
        ObjectNode file = Json.object();
        file.put("version", 1).put("nonce", nonce).put("acceptedAt", "2026-11-23T00:00:00Z");
        file.putObject("spec").put("sessionId", SESSION).put("repository", repository.toString());
        file.put("projectId", "p");
        file.putObject("detail").put("sessionId", SESSION).put("body", "do it");
        file.putObject("checkout")
                .put("repository", repository.toString())
                .put("ref", "")
                .put("branch", "agent/" + SESSION)
                .put("strategy", "full")
                .put("mirrors", root.resolve("mirrors").toString())
                .put("sshKey", "")
                .put("credentialHelper", "");
        ObjectNode runtime = file.putObject("runtime").put("id", "shell").put("version", "1.0.0");
        runtime.putArray("files").addObject().put("path", jar.toString()).put("sha256", Sha256.of(jar));
        runtime.putObject("settings");
        file.putObject("limits")
                .put("maxDurationSeconds", 0)
                .put("memoryMb", 0)
                .put("cpus", 0)
                .put("outputMb", 0)
                .put("idleSeconds", 0);
        file.put("worktree", worktree().toString())
                .put("daemonUrl", "http://127.0.0.1:1")
                .put("foreign", false);
        return file;
    }

    private static Path providerJar(Path jar) throws IOException {
        String folder = ShellRuntime.class.getPackageName().replace('.', '/');
        Path classes = WorkerClasses.ofTests().resolve(folder);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(out);
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                content.putNextEntry(new JarEntry(folder + "/" + file.getFileName()));
                content.write(Files.readAllBytes(file));
            }
            content.putNextEntry(new JarEntry("META-INF/services/" + AgentRuntime.class.getName()));
            content.write(ShellRuntime.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
