package dev.donmai.lifecycle.internal.check;

import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.lifecycle.DoctorCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the daemon can write where everything is kept, and nobody else can read the secrets in it. */
@Component(service = DoctorCheck.class)
public final class StateDirectoryCheck implements DoctorCheck {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final Configuration configuration;

    @Activate
    public StateDirectoryCheck(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "state-directory";
    }

    @Override
    public Finding look() throws IOException {
        StateDirectory state = configuration.state();
        try {
            write(state.root());
        } catch (IOException e) {
            return Finding.failed(
                    state.root() + " cannot be written: " + e,
                    "give the directory to the user that the daemon runs as, or make room on its disk");
        }
        List<String> open = new ArrayList<>();
        for (Path path : Stream.of(state.root(), state.controlToken(), state.jwt())
                .filter(Files::exists)
                .toList()) {
            if (isOpen(path)) {
                open.add(path.toString());
            }
        }
        return open.isEmpty()
                ? Finding.ok(state.root() + " can be written, and by nobody else read")
                : Finding.warning(
                        "other users of this machine may get at " + String.join(", ", open),
                        "chmod go-rwx " + String.join(" ", open));
    }

    private static void write(Path directory) throws IOException {
        Path probe = Files.createTempFile(
                directory,
                ".doctor-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
            channel.force(true);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static boolean isOpen(Path path) throws IOException {
        return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                .anyMatch(OTHERS::contains);
    }
}
