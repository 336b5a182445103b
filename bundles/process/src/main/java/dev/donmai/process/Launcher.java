package dev.donmai.process;

import dev.donmai.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Starts the command of a session in the launch wrapper, and adopts what an earlier daemon has started. Every worker, ours or
 * foreign, is started here.
 *
 * <p>The wrapper is a small shell script that leads a session of its own, writes {@code lock}, {@code stdout.log}, {@code
 * stderr.log} and {@code exit.json} into the session directory, and needs nobody: it goes on when this JVM is gone. Where the system
 * has no {@code setsid} (macOS) it stays in this JVM's process group, and the tree is found by descent alone.
 *
 * <p>Thread-safe. {@link #close()} ends the watching of adopted processes, never a process.
 */
public final class Launcher implements AutoCloseable {
    private static final String RESOURCE = "launch-wrapper.sh";

    private final Path runDirectory;
    private final Path shell;
    private final byte[] script;
    private final Path wrapper;
    private final AdoptedWatch adopted = new AdoptedWatch(Duration.ofMillis(200));

    /**
     * @param runDirectory where the wrapper script is kept, {@code <state>/run}; created when needed. The script's name holds its
     *     digest, so that an update never changes a script under a running shell
     */
    public Launcher(Path runDirectory) {
        this(runDirectory, Path.of("/bin/sh"));
    }

    Launcher(Path runDirectory, Path shell) {
        this.runDirectory = runDirectory.toAbsolutePath();
        this.shell = shell;
        this.script = readScript();
        this.wrapper = this.runDirectory.resolve("wrapper-" + digest(script) + ".sh");
    }

    /**
     * Starts a session's command. Returns as soon as the wrapper's process exists, before it has written its lock: what is
     * needed to find the session again after a crash of this JVM in between is the nonce.
     *
     * @throws FileAlreadyExistsException if the directory holds the lock or exit record of an earlier start
     * @throws IOException if a directory is missing, or no process can be started. That the command can't be executed shows
     *     later, as exit code 126 or 127
     */
    public WrappedProcess start(LaunchSpec spec) throws IOException {
        check(spec);
        install();
        List<String> command = new ArrayList<>();
        Executables.setsid().ifPresent(setsid -> command.add(setsid.toString()));
        command.add(shell.toString());
        command.add(wrapper.toString());
        command.add(spec.directory().toString());
        command.add(spec.nonce());
        command.add(spec.cgroup().map(Path::toString).orElse(""));
        spec.limits().forEach((limit, value) -> command.add(limit.argument(value)));
        command.add("--");
        command.add(executable(spec));
        command.addAll(spec.command().subList(1, spec.command().size()));

        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(spec.workingDirectory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(spec.environment());
        environment.put(Environ.SESSION_MARKER, spec.nonce());

        Process process = builder.start();
        OwnChildren.add(process);
        ProcessIdentity identity = ProcessIdentity.of(process.pid(), spec.nonce());
        CompletableFuture<Void> ended = process.onExit().thenAccept(p -> {});
        return new WrappedProcess(identity, spec.directory(), tree(identity, spec), ended);
    }

    /**
     * Takes over a session that another JVM has started.
     *
     * @param identity its wrapper, from {@link ProcessIdentity#read}; it may have ended
     * @param directory its session directory
     */
    public WrappedProcess adopt(ProcessIdentity identity, Path directory) {
        return adopt(identity, directory, ProcessTree.ofSession(identity));
    }

    /** The same for a session whose command joined {@code cgroup}. */
    public WrappedProcess adopt(ProcessIdentity identity, Path directory, Path cgroup) {
        return adopt(identity, directory, ProcessTree.ofSession(identity, cgroup));
    }

    /**
     * Whether anything may still run that was started with this nonce, also a wrapper that has not written its lock yet. True where
     * the system does not show environments.
     */
    public static boolean mayRun(String nonce) throws IOException {
        if (!ProcessTable.LINUX) {
            return true;
        }
        ProcessTable table = ProcessTable.read();
        return table.all().stream().anyMatch(process -> table.hasMarker(process, Environ.SESSION_MARKER, nonce));
    }

    /** Stops watching; the futures of adopted processes that have not ended never complete. */
    @Override
    public void close() {
        adopted.close();
    }

    private WrappedProcess adopt(ProcessIdentity identity, Path directory, ProcessTree tree) {
        return new WrappedProcess(identity, directory.toAbsolutePath(), tree, adopted.ended(identity));
    }

    /** The full path, because a busybox shell would run its own applet of that name; what isn't found is the shell's to tell. */
    private static String executable(LaunchSpec spec) {
        String name = spec.command().getFirst();
        String path = spec.environment().getOrDefault("PATH", Executables.DEFAULT_PATH);
        return name.contains("/")
                ? name
                : Executables.find(name, path).map(Path::toString).orElse(name);
    }

    private static ProcessTree tree(ProcessIdentity identity, LaunchSpec spec) {
        return spec.cgroup()
                .map(cgroup -> ProcessTree.ofSession(identity, cgroup))
                .orElseGet(() -> ProcessTree.ofSession(identity));
    }

    private static void check(LaunchSpec spec) throws IOException {
        for (Path directory : List.of(spec.directory(), spec.workingDirectory())) {
            if (!Files.isDirectory(directory)) {
                throw new NotDirectoryException(directory.toString());
            }
        }
        for (String name : List.of("lock", "exit.json")) {
            Path left = spec.directory().resolve(name);
            if (Files.exists(left)) {
                throw new FileAlreadyExistsException(
                        left.toString(), null, "the session directory was used before; move it away");
            }
        }
    }

    private synchronized void install() throws IOException {
        if (!Files.isRegularFile(wrapper)) {
            Files.createDirectories(runDirectory);
            AtomicFile.write(wrapper, script);
        }
    }

    private static byte[] readScript() {
        try (InputStream in = Launcher.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new FileNotFoundException(RESOURCE);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the launch wrapper is missing in this JAR", e);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] full = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(full, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
