package dev.donmai.process;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the {@link Launcher} shall start for one session. Immutable; the methods that set something return a changed copy. */
public final class LaunchSpec {
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{8,100}");

    private final Path directory;
    private final String nonce;
    private final List<String> command;
    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final @Nullable Path cgroup;
    private final Map<Ulimit, Long> limits;

    private LaunchSpec(
            Path directory,
            String nonce,
            List<String> command,
            Path workingDirectory,
            Map<String, String> environment,
            @Nullable Path cgroup,
            Map<Ulimit, Long> limits) {
        this.directory = directory;
        this.nonce = nonce;
        this.command = command;
        this.workingDirectory = workingDirectory;
        this.environment = environment;
        this.cgroup = cgroup;
        this.limits = limits;
    }

    /**
     * A command that runs in its session directory, with an empty environment and no limits.
     *
     * @param directory the session directory, which exists
     * @param nonce 8 to 100 letters, digits, {@code -} or {@code _} that no other session has; no secret
     * @param command the program and its arguments; a bare name is looked up in the {@code PATH} of the environment given
     */
    public static LaunchSpec of(Path directory, String nonce, List<String> command) {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("not a nonce: \"" + nonce + "\"");
        }
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no command given");
        }
        Path absolute = directory.toAbsolutePath().normalize();
        return new LaunchSpec(absolute, nonce, List.copyOf(command), absolute, Map.of(), null, Map.of());
    }

    /** The same in that working directory, which exists. */
    public LaunchSpec in(Path workingDirectory) {
        return new LaunchSpec(
                directory, nonce, command, workingDirectory.toAbsolutePath(), environment, cgroup, limits);
    }

    /**
     * The same with exactly that environment. {@code DONMAI_SESSION_NONCE} is added, and the shell sets {@code PWD} (and a
     * few of its own, such as {@code _}). Names that no shell variable can have may be lost on the way.
     */
    public LaunchSpec environment(Map<String, String> environment) {
        return new LaunchSpec(directory, nonce, command, workingDirectory, Map.copyOf(environment), cgroup, limits);
    }

    /** The same in that cgroup, a directory of a cgroup v2 file system. */
    public LaunchSpec cgroup(Path cgroup) {
        return new LaunchSpec(
                directory, nonce, command, workingDirectory, environment, cgroup.toAbsolutePath(), limits);
    }

    /** The same with one more limit. */
    public LaunchSpec limit(Ulimit limit, long value) {
        Map<Ulimit, Long> more = new EnumMap<>(Ulimit.class);
        more.putAll(limits);
        more.put(limit, value);
        return new LaunchSpec(directory, nonce, command, workingDirectory, environment, cgroup, Map.copyOf(more));
    }

    /** The session directory. */
    public Path directory() {
        return directory;
    }

    /** What marks everything that belongs to the session. */
    public String nonce() {
        return nonce;
    }

    /** The program and its arguments. */
    public List<String> command() {
        return command;
    }

    /** Where the command runs. */
    public Path workingDirectory() {
        return workingDirectory;
    }

    /** The environment, without the marker. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The cgroup that the command joins. */
    public Optional<Path> cgroup() {
        return Optional.ofNullable(cgroup);
    }

    /** The limits of each process. */
    public Map<Ulimit, Long> limits() {
        return limits;
    }
}
