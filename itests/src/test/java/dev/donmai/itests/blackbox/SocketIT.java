package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.Cli;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A daemon that has no port, only a Unix domain socket. */
class SocketIT {

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    @Test
    void commandsReachADaemonWithoutAPort() throws IOException {
        Path run = home.temporary().resolve("run");
        Path socket = run.resolve("donmai.sock");
        home.config().withObject("http").put("port", "off").put("socket", socket.toString());
        home.project("sample", TestRepository.create(home.temporary().resolve("sample")));
        DaemonProcess daemon = home.launch().awaitListening();

        assertThat(daemon.out())
                .contains("[daemon] http listening on unix:" + socket + "\n")
                .doesNotContain("http listening on 127.0.0.1");
        assertThat(mode(socket)).isEqualTo("rw-------");
        assertThat(mode(run)).isEqualTo("rwx------");
        assertThat(home.state().resolve("daemon.addr")).hasContent("unix:" + socket);

        assertFound(cli("daemon", "status", "--socket", socket.toString()), daemon);
        assertFound(cli("daemon", "status"), daemon);
        Cli session =
                cli("session", "run", "--repo", "sample", "--id", "s-1", "--prompt", "echo hello over the socket");
        assertThat(session.code()).as("%s", session).isZero();
        assertThat(session.out()).contains("hello over the socket", "completed");
        Cli doctor = cli("daemon", "doctor");
        assertThat(doctor.out()).contains("control-api", "listening on unix:" + socket);

        assertThat(cli("daemon", "stop", "--wait").code()).isZero();
        assertThat(daemon.awaitExit()).isZero();
        assertThat(socket).doesNotExist();
        assertThat(home.state().resolve("daemon.addr")).doesNotExist();
    }

    private Cli cli(String... arguments) {
        return Cli.run(home, arguments);
    }

    private static void assertFound(Cli status, DaemonProcess daemon) {
        assertThat(status.code()).as("%s", status).isZero();
        assertThat(status.out()).contains("ready", String.valueOf(daemon.pid()));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }
}
