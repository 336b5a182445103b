package dev.donmai.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A program to run: an immutable description, and the two ways to run it. {@link #run()} is for helpers that do one thing (git):
 * it waits, collects the output and ends everything at the deadline. {@link #start()} is for what lives longer (an agent): the
 * caller reads the streams.
 *
 * <pre>{@code
 * ProgramResult result = Program.of("git", "status", "--porcelain")
 *         .in(checkout)
 *         .environment(env)
 *         .deadline(Duration.ofSeconds(30))
 *         .run();
 * }</pre>
 *
 * <p>The environment of the program is exactly the one given; nothing is inherited. Two entries are added so that what it leaves
 * behind can be found: {@code DONMAI_PROGRAM_NONCE}, and {@code DONMAI_SESSION_NONCE} where this JVM itself belongs to a session.
 * The program leads a session and process group of its own (where the system has {@code setsid}), so no terminal can ask for a
 * password and no signal to this JVM's group reaches it.
 */
public final class Program {
    /** The time that {@link #run()} allows if none is given. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(1);

    /** How much of standard output {@link #run()} keeps if nothing else is asked for. */
    public static final int DEFAULT_OUTPUT_CAP = 16 * 1024 * 1024;

    /** How much of standard error {@link #run()} keeps: its end is where the reason is. */
    public static final int DEFAULT_ERROR_CAP = 64 * 1024;

    private final List<String> argv;
    private final Settings settings;

    private record Settings(
            Path directory,
            Map<String, String> environment,
            Input input,
            Duration deadline,
            int outputCap,
            int errorCap) {}

    /** What the program reads. */
    sealed interface Input {
        /** End of file at once. */
        record None() implements Input {}

        /** These bytes, then end of file. */
        @SuppressWarnings("ArrayRecordComponent") // private data of this package, never compared
        record Bytes(byte[] content) implements Input {}

        /** What the caller writes to {@link ProgramProcess#stdin()}. */
        record Pipe() implements Input {}
    }

    private Program(List<String> argv, Settings settings) {
        this.argv = argv;
        this.settings = settings;
    }

    /** A program with its arguments; see {@link #of(List)}. */
    public static Program of(String... argv) {
        return of(List.of(argv));
    }

    /**
     * A program with its arguments. A bare name is looked up in the {@code PATH} of the environment given to the program. It runs in
     * {@code /} with an empty environment, reads nothing, and has the default deadline and caps.
     */
    public static Program of(List<String> argv) {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("no program given");
        }
        return new Program(
                List.copyOf(argv),
                new Settings(
                        Path.of("/"),
                        Map.of(),
                        new Input.None(),
                        DEFAULT_DEADLINE,
                        DEFAULT_OUTPUT_CAP,
                        DEFAULT_ERROR_CAP));
    }

    /** The same in that working directory. */
    public Program in(Path directory) {
        return with(new Settings(
                directory.toAbsolutePath(),
                settings.environment,
                settings.input,
                settings.deadline,
                settings.outputCap,
                settings.errorCap));
    }

    /** The same with exactly that environment. */
    public Program environment(Map<String, String> environment) {
        return with(new Settings(
                settings.directory,
                Map.copyOf(environment),
                settings.input,
                settings.deadline,
                settings.outputCap,
                settings.errorCap));
    }

    /** The same, reading {@code content} and then end of file. */
    public Program stdin(byte[] content) {
        return input(new Input.Bytes(content.clone()));
    }

    /** The same, reading {@code text} in UTF-8 and then end of file. */
    public Program stdin(String text) {
        return input(new Input.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same with a standard input that the caller of {@link #start()} writes and closes. Not for {@link #run()}. */
    public Program pipedStdin() {
        return input(new Input.Pipe());
    }

    /** The same with that time to run, for {@link #run()}. */
    public Program deadline(Duration deadline) {
        return with(new Settings(
                settings.directory,
                settings.environment,
                settings.input,
                deadline,
                settings.outputCap,
                settings.errorCap));
    }

    /** The same, keeping at most the last {@code output} and {@code error} bytes of the two streams, for {@link #run()}. */
    public Program caps(int output, int error) {
        return with(new Settings(
                settings.directory, settings.environment, settings.input, settings.deadline, output, error));
    }

    /** The program and its arguments. Never put them into a log without the redactor. */
    public List<String> argv() {
        return argv;
    }

    /** The working directory. */
    public Path directory() {
        return settings.directory;
    }

    /** The environment, without the markers that are added. */
    public Map<String, String> environment() {
        return settings.environment;
    }

    /**
     * Runs the program to its end. At the deadline its whole tree gets TERM, then KILL. What it leaves in the background is not
     * waited for: if that still holds an output stream, it loses the stream or is ended; a daemon that let go of the streams lives
     * on.
     *
     * @return what it said and how it ended, whatever its exit code is
     * @throws IOException if it can't be started: not found, not executable, no such directory
     * @throws InterruptedException if the thread was interrupted; the tree is dead then
     */
    public ProgramResult run() throws IOException, InterruptedException {
        if (settings.input instanceof Input.Pipe) {
            throw new IllegalStateException("a program that is fed by hand needs start()");
        }
        return new ProgramRun(this, settings.deadline, settings.outputCap, settings.errorCap).run();
    }

    /**
     * Starts the program. The caller reads both streams to their ends, and closes or stops the process.
     *
     * @throws IOException if it can't be started: not found, not executable, no such directory
     */
    public ProgramProcess start() throws IOException {
        String path = settings.environment.getOrDefault("PATH", Executables.DEFAULT_PATH);
        Path executable = Executables.find(argv.getFirst(), path)
                .orElseThrow(() ->
                        new FileNotFoundException("no executable program \"" + argv.getFirst() + "\" in PATH " + path));
        if (!Files.isDirectory(settings.directory)) {
            throw new NotDirectoryException(settings.directory.toString());
        }
        List<String> command = new ArrayList<>();
        Executables.setsid().ifPresent(setsid -> command.add(setsid.toString()));
        command.add(executable.toString());
        command.addAll(argv.subList(1, argv.size()));

        String nonce = UUID.randomUUID().toString();
        ProcessBuilder builder = new ProcessBuilder(command).directory(settings.directory.toFile());
        if (settings.input instanceof Input.None) {
            builder.redirectInput(
                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        }
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(markers(nonce));
        environment.putAll(settings.environment);
        return ProgramProcess.start(builder, nonce, settings.input);
    }

    private static Map<String, String> markers(String nonce) {
        Map<String, String> markers = new HashMap<>(Map.of(Environ.PROGRAM_MARKER, nonce));
        String session = System.getenv(Environ.SESSION_MARKER);
        if (session != null) {
            markers.put(Environ.SESSION_MARKER, session);
        }
        return markers;
    }

    private Program input(Input input) {
        return with(new Settings(
                settings.directory,
                settings.environment,
                input,
                settings.deadline,
                settings.outputCap,
                settings.errorCap));
    }

    private Program with(Settings changed) {
        return new Program(argv, changed);
    }

    /** The name of the program, without arguments, which may hold what nobody should read. */
    @Override
    public String toString() {
        return "program " + argv.getFirst();
    }
}
