package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.lifecycle.DoctorCheck.Finding;
import dev.donmai.lifecycle.DoctorCheck.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlApiCheckTest {

    private static final String BOTH = "{\"http\":{\"socket\":\"donmai.sock\"}}";

    @TempDir
    Path home;

    private static Finding look(TestServer server) throws IOException {
        return new ControlApiCheck(server.bound, server.configuration).look();
    }

    @Test
    void saysWhereItListensAndHowMuchGoesOn() throws IOException {
        try (TestServer server = TestServer.started(home, BOTH);
                RawClient client = server.client()) {
            client.send("GET /healthz HTTP/1.1\nHost: localhost\n\n").answer();
            Finding finding = look(server);
            assertThat(finding.state()).isEqualTo(State.OK);
            assertThat(finding.summary())
                    .isEqualTo("listening on " + server.bound.hostAndPort() + " and unix:" + home.resolve("donmai.sock")
                            + ", 1 connection open");
        }
    }

    @Test
    void isContentWithADaemonThatListensEverywhere() throws IOException {
        try (TestServer server = new TestServer(home, "{\"http\":{\"auth\":\"token\"}}", "0.0.0.0", "0")) {
            server.server.start();
            Finding finding = look(server);
            assertThat(finding.state()).as(finding.summary()).isEqualTo(State.OK);
            assertThat(finding.summary()).startsWith("listening on 0.0.0.0:");
        }
    }

    @Test
    void warnsWhenNothingIsOpen() throws IOException {
        try (TestServer server = new TestServer(home, "{\"http\":{\"port\":\"off\"}}", "", "")) {
            server.server.start();
            Finding finding = look(server);
            assertThat(finding.state()).isEqualTo(State.WARNING);
            assertThat(finding.remedy())
                    .contains("http.port", home.resolve("daemon.yaml").toString());
        }
    }

    @Test
    void warnsWhenNobodyFindsIt() throws IOException {
        try (TestServer server = TestServer.started(home)) {
            Files.writeString(home.resolve("daemon.addr"), "127.0.0.1:1\n");
            assertThat(look(server).state()).isEqualTo(State.WARNING);
            Files.delete(home.resolve("daemon.addr"));
            assertThat(look(server).summary())
                    .startsWith(home.resolve("daemon.addr").toString());
        }
    }

    @Test
    void failsWhenTheSocketIsGoneOrOpenToOthers() throws IOException {
        Path socket = home.resolve("donmai.sock");
        try (TestServer server = TestServer.started(home, BOTH)) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThat(look(server).state()).isEqualTo(State.FAILED);
            Files.delete(socket);
            assertThat(look(server).summary()).contains(socket.toString());
        }
    }
}
