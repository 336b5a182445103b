package dev.donmai.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the cgroup v2 directories that may be ours to divide. */
final class CgroupMounts {
    private static final Logger LOG = LoggerFactory.getLogger(CgroupMounts.class);

    private CgroupMounts() {}

    /**
     * The places to try, best first: the parent of our own cgroup where it is delegated and holds no processes, because only such a one
     * can hand down controllers; then our own cgroup.
     */
    static List<Path> bases() {
        try {
            List<String> mounts = Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8);
            List<String> cgroups = Files.readAllLines(Path.of("/proc/self/cgroup"), StandardCharsets.UTF_8);
            Optional<Path> own = ownCgroup(mounts, cgroups);
            if (own.isEmpty()) {
                return List.of();
            }
            List<Path> bases = new ArrayList<>();
            Path parent = own.get().getParent();
            if (parent != null
                    && isDelegated(parent)
                    && Files.readString(parent.resolve("cgroup.procs")).isEmpty()) {
                bases.add(parent);
            }
            bases.add(own.get());
            return bases;
        } catch (IOException e) {
            LOG.debug("no cgroups: {}", e.getMessage());
            return List.of();
        }
    }

    /** Our own directory, from the lines of {@code /proc/self/mountinfo} and {@code /proc/self/cgroup}. */
    static Optional<Path> ownCgroup(List<String> mounts, List<String> cgroups) {
        Optional<String> own = cgroups.stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> line.substring("0::".length()))
                .findFirst();
        for (String line : mounts) {
            // 36 35 98:0 <root> <mount point> <options> [optional fields] - <type> <source> <options>
            int separator = line.indexOf(" - ");
            if (own.isPresent() && separator > 0 && line.startsWith("cgroup2 ", separator + 3)) {
                String[] fields = line.substring(0, separator).split(" ", 0);
                Path root = Path.of(unescape(fields[3]));
                Path path = Path.of(own.get());
                Path mountPoint = Path.of(unescape(fields[4]));
                // A path outside of what is mounted (a container with another name space) can't be reached at all.
                return Optional.of(path)
                        .filter(p -> p.startsWith(root) && !own.get().contains("/.."))
                        .map(p -> mountPoint.resolve(root.relativize(p)).normalize());
            }
        }
        return Optional.empty();
    }

    /** Spaces and backslashes are octal in mountinfo. */
    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    /** Whether systemd marked it as delegated: then it is not its business what happens in there. */
    private static boolean isDelegated(Path cgroup) {
        try {
            UserDefinedFileAttributeView marks = Files.getFileAttributeView(cgroup, UserDefinedFileAttributeView.class);
            if (marks == null || !marks.list().contains("delegate")) {
                return false;
            }
            ByteBuffer value = ByteBuffer.allocate(marks.size("delegate"));
            marks.read("delegate", value);
            return StandardCharsets.US_ASCII.decode(value.flip()).toString().startsWith("1");
        } catch (IOException e) {
            return false;
        }
    }
}
