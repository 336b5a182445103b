package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a daemon provides depends on the programs on its PATH, and on nothing else (§9). */
class CapabilitiesIT {

    private static final List<String> ALWAYS = List.of("native", "http", "host-binary", "workarea", "mcp-server");

    /** What the program's own start script runs. */
    private static final List<String> NEEDED =
            List.of("sh", "dirname", "readlink", "uname", "sed", "grep", "cat", "tr", "git");

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    private Path first = Path.of("");
    private Path second = Path.of("");

    /** Two directories before one that has only what is needed. */
    @BeforeEach
    void path() throws IOException {
        first = Files.createDirectory(home.temporary().resolve("first"));
        second = Files.createDirectory(home.temporary().resolve("second"));
        Path needed = Files.createDirectory(home.temporary().resolve("needed"));
        for (String name : NEEDED) {
            for (String folder : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(folder, name)) && Files.notExists(needed.resolve(name))) {
                    Files.createSymbolicLink(needed.resolve(name), Path.of(folder, name));
                }
            }
        }
        home.variable("PATH", first + ":" + second + ":relative:" + needed);
    }

    @Test
    @Proves({"9/always", "9/npm", "9/python", "9/order", "9/path-rule", "9/redetected"})
    void aReloadDetectsAnew() throws IOException {
        DaemonProcess daemon = home.start();
        assertThat(kinds(daemon)).isEqualTo(ALWAYS);

        program(second.resolve("node"));
        awaitKinds(daemon, List.of("native", "http", "host-binary", "workarea", "npm", "mcp-server"));

        program(first.resolve("python3"));
        awaitKinds(daemon, List.of("native", "http", "host-binary", "workarea", "npm", "python-pip", "mcp-server"));

        // The first that is there is no program; the second is.
        Files.createDirectory(first.resolve("node"));
        Files.delete(first.resolve("python3"));
        awaitKinds(daemon, List.of("native", "http", "host-binary", "workarea", "npm", "mcp-server"));

        Files.delete(second.resolve("node"));
        awaitKinds(daemon, ALWAYS);
    }

    @Test
    @Proves({"9/always", "9/npm", "9/python", "9/path-rule"})
    void whatOnlyLooksLikeAProgramIsNone() throws IOException {
        Files.createDirectory(first.resolve("node"));
        Files.writeString(second.resolve("node"), "no execute bit");
        Files.createSymbolicLink(first.resolve("python3"), Path.of("nothing"));
        for (String other : List.of("npm", "npx", "python", "pip", "pip3", "nodejs", "Node")) {
            program(first.resolve(other));
        }
        // The daemon's working directory is the temporary one.
        Path relative = Files.createDirectory(home.temporary().resolve("relative"));
        program(relative.resolve("node"));
        program(relative.resolve("python3"));
        assertThat(kinds(home.start())).isEqualTo(ALWAYS);
    }

    private static void program(Path file) throws IOException {
        Files.writeString(file, "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void awaitKinds(DaemonProcess daemon, List<String> kinds) {
        daemon.signal("HUP");
        Eventually.await("the capabilities " + kinds).until(() -> kinds(daemon).equals(kinds));
    }

    private static List<String> kinds(DaemonProcess daemon) {
        JsonNode reply = daemon.api().get("/api/daemon/capabilities").json();
        assertThat(ReplyShape.of("capabilities").faults(reply)).isEmpty();
        return reply.path("provides")
                .valueStream()
                .map(kind -> kind.path("kind").asText())
                .toList();
    }
}
