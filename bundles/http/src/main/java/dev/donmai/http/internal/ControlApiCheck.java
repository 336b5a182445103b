package dev.donmai.http.internal;

import dev.donmai.config.Configuration;
import dev.donmai.files.AtomicFile;
import dev.donmai.lifecycle.DoctorCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether commands find the control API, and nobody else its socket. */
@Component(service = DoctorCheck.class)
public final class ControlApiCheck implements DoctorCheck {

    private static final String RESTART = "donmai daemon restart makes it anew";

    private final BoundAddress bound;
    private final Configuration configuration;

    @Activate
    public ControlApiCheck(@Reference BoundAddress bound, @Reference Configuration configuration) {
        this.bound = bound;
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "control-api";
    }

    @Override
    public Finding look() throws IOException {
        List<String> addresses = bound.addresses();
        if (addresses.isEmpty()) {
            return Finding.warning(
                    "neither a port nor a socket is open, so no command reaches this daemon",
                    "set http.port or http.socket in " + configuration.file());
        }
        Optional<Path> socket = bound.socket().filter(path -> !isPrivate(path));
        if (socket.isPresent()) {
            return Finding.failed("the socket " + socket.get() + " is gone, or not for its owner alone", RESTART);
        }
        Path file = configuration.state().address();
        if (!says(file, bound.local())) {
            return Finding.warning(
                    file + " does not say where this daemon listens, so commands do not find it by themselves",
                    RESTART);
        }
        Connections.Counts counts = bound.counts();
        int open = counts.waiting() + counts.reading() + counts.served();
        return Finding.ok("listening on " + String.join(" and ", addresses) + ", " + open
                + (open == 1 ? " connection" : " connections") + " open"
                + (counts.cut() == 0 ? "" : ", " + counts.cut() + " cut off to make room since the start"));
    }

    private static boolean isPrivate(Path socket) {
        try {
            return Files.getPosixFilePermissions(socket, LinkOption.NOFOLLOW_LINKS)
                    .equals(AtomicFile.OWNER_ONLY);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean says(Path file, List<String> addresses) throws IOException {
        try {
            return Files.readAllLines(file).equals(addresses);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
