package dev.donmai.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads and writes the control files of one cgroup v2 directory. */
final class CgroupFiles {
    private CgroupFiles() {}

    /** The pids in a cgroup and in those below it; none if it doesn't exist. */
    static Set<Long> members(Path cgroup) throws IOException {
        Set<Long> pids = new HashSet<>();
        collect(cgroup, pids);
        return pids;
    }

    private static void collect(Path cgroup, Set<Long> into) throws IOException {
        try {
            for (String line : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
                into.add(Long.parseLong(line.trim()));
            }
            try (DirectoryStream<Path> below =
                    Files.newDirectoryStream(cgroup, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
                for (Path child : below) {
                    collect(child, into);
                }
            }
        } catch (NoSuchFileException removed) {
            // Nothing can be in a cgroup that doesn't exist.
            return;
        }
    }

    /** Ends every process in the cgroup at once; false where the kernel (before 5.14) can't or the cgroup is gone. */
    static boolean kill(Path cgroup) throws IOException {
        Path control = cgroup.resolve("cgroup.kill");
        if (!Files.exists(control)) {
            return false;
        }
        Files.writeString(control, "1");
        return true;
    }
}
