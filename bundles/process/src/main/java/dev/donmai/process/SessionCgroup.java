package dev.donmai.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The cgroup of one session. The command joins it, the launch wrapper doesn't: it has to outlive what is in there. Immutable. */
public final class SessionCgroup {
    private final Path directory;
    private final Map<String, String> applied;
    private final Map<String, String> refused;

    SessionCgroup(Path directory, Map<String, String> applied, Map<String, String> refused) {
        this.directory = directory;
        this.applied = Map.copyOf(applied);
        this.refused = Map.copyOf(refused);
    }

    /** One that an earlier daemon made, by its directory; it may be gone. Its limits aren't told. */
    public static SessionCgroup at(Path directory) {
        return new SessionCgroup(directory, Map.of(), Map.of());
    }

    /** Its directory, for {@link LaunchSpec#cgroup} and for finding it again. */
    public Path directory() {
        return directory;
    }

    /** The limits that the kernel enforces: controller to setting, such as {@code memory} to {@code memory.max = 1073741824}. */
    public Map<String, String> applied() {
        return applied;
    }

    /** The limits that were asked for and aren't enforced: controller to reason. */
    public Map<String, String> refused() {
        return refused;
    }

    /** The pids in it and below it. */
    public Set<Long> members() throws IOException {
        return CgroupFiles.members(directory);
    }

    /** How much memory it uses, in bytes; empty without the memory controller. */
    public OptionalLong memoryBytes() throws IOException {
        try {
            return OptionalLong.of(
                    Long.parseLong(Files.readString(directory.resolve("memory.current"), StandardCharsets.US_ASCII)
                            .strip()));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Removes it, with the cgroups that the session made in it.
     *
     * @return false if there still are processes in it
     */
    public boolean remove() throws IOException {
        return remove(directory);
    }

    private static boolean remove(Path cgroup) throws IOException {
        try (DirectoryStream<Path> below =
                Files.newDirectoryStream(cgroup, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
            for (Path child : below) {
                if (!remove(child)) {
                    return false;
                }
            }
        } catch (NoSuchFileException gone) {
            return true;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        try {
            Files.deleteIfExists(cgroup);
            return true;
        } catch (FileSystemException e) {
            if (!CgroupFiles.members(cgroup).isEmpty()) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
