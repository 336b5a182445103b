package dev.donmai.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.config.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonLookupTest {

    @TempDir
    Path directory;

    private StateDirectory state = new StateDirectory(Path.of("/"));

    @BeforeEach
    void useDirectory() {
        state = new StateDirectory(directory);
    }

    private String find(String host, int port, String socket, Map<String, String> environment) throws ClientException {
        return new DaemonLookup(host, port == 0 ? "" : String.valueOf(port), socket)
                .find(environment, state)
                .toString();
    }

    private String find(Map<String, String> environment) throws ClientException {
        return find("", 0, "", environment);
    }

    private void running(String text) throws IOException {
        Files.writeString(state.address(), text);
    }

    @Test
    void fallsBackToTheDefaultWhenNobodySaysAnything() throws Exception {
        assertThat(find(Map.of())).isEqualTo("127.0.0.1:7734");
        assertThat(find(Map.of("DONMAI_DAEMON_URL", " "))).isEqualTo("127.0.0.1:7734");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:40123, 127.0.0.1:40123",
        "[::1]:40123, [::1]:40123",
        "127.0.0.1:40123|unix:/run/s, 127.0.0.1:40123",
        "unix:/run/s, unix:/run/s",
    })
    void readsTheFileOfTheRunningDaemon(String lines, String address) throws Exception {
        running(lines.replace('|', '\n') + "\n");

        assertThat(find(Map.of())).isEqualTo(address);
    }

    @Test
    void prefersTheEnvironmentToTheFileAndTheOwnNameToTheOlder() throws Exception {
        running("127.0.0.1:40123\n");

        assertThat(find(Map.of("RENSEI_DAEMON_URL", "old:1"))).isEqualTo("old:1");
        assertThat(find(Map.of("RENSEI_DAEMON_URL", "old:1", "DONMAI_DAEMON_URL", "http://new:2/")))
                .isEqualTo("new:2");
    }

    @ParameterizedTest
    @CsvSource({
        "box:1, box:1",
        "http://box:65535, box:65535",
        "http://box:80/some/path?x=y#z, box:80",
        "http://[::1]:8080, [::1]:8080",
        "[fe80::1%eth0]:8080, [fe80::1%eth0]:8080",
        "unix:/run/donmai.sock, unix:/run/donmai.sock",
        "unix:///run/donmai.sock, unix:/run/donmai.sock",
    })
    void readsUrls(String url, String address) throws Exception {
        assertThat(find(Map.of("DONMAI_DAEMON_URL", url))).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elsewhere",
                "http://elsewhere",
                "elsewhere:0",
                "elsewhere:99999",
                "elsewhere:",
                ":7734",
                "elsewhere:http",
                "::1:7734",
                "[::1]",
                "ftp://box:1",
                "http//box:1",
                "a b:1",
                "unix:relative",
                "unix:",
            })
    void refusesWhatIsNoAddressInsteadOfTakingTheDefault(String url) {
        assertThatThrownBy(() -> find(Map.of("RENSEI_DAEMON_URL", url)))
                .isInstanceOf(ClientException.class)
                .hasMessageStartingWith("RENSEI_DAEMON_URL: ")
                .hasMessageContaining("http://HOST:PORT")
                .satisfies(e -> assertThat(((ClientException) e).mayPass()).isFalse());
    }

    @Test
    void refusesTlsAndPasswordsWithASentenceOfTheirOwn() {
        assertThatThrownBy(() -> find(Map.of("DONMAI_DAEMON_URL", "https://box:1")))
                .hasMessageStartingWith("DONMAI_DAEMON_URL: the control API has no TLS");
        assertThatThrownBy(() -> find(Map.of("DONMAI_DAEMON_URL", "http://me:s3cr3t@box:1")))
                .hasMessage("DONMAI_DAEMON_URL: it holds a user name or password, which no daemon asks for");
    }

    @Test
    void namesAFileThatHoldsNoAddress() throws Exception {
        running("what?\n");

        assertThatThrownBy(() -> find(Map.of())).hasMessageStartingWith(state.address() + ": \"what?\" is not");
    }

    @Test
    void letsFlagsReplaceTheirHalf() throws Exception {
        running("127.0.0.1:40123\n");

        assertThat(find("", 9, "", Map.of())).isEqualTo("127.0.0.1:9");
        assertThat(find("localhost", 0, "", Map.of())).isEqualTo("localhost:40123");
        assertThat(find("box", 0, "", Map.of("DONMAI_DAEMON_URL", "new:2"))).isEqualTo("box:2");
        assertThat(find("box", 9, "", Map.of("DONMAI_DAEMON_URL", "new:2"))).isEqualTo("box:9");
        assertThat(find("box", 9, "", Map.of("DONMAI_DAEMON_URL", "nonsense"))).isEqualTo("box:9");
    }

    @Test
    void asksAnotherMachineAtTheDefaultPort() throws Exception {
        running("127.0.0.1:40123\n");

        assertThat(find("box", 0, "", Map.of())).isEqualTo("box:7734");
    }

    @Test
    void takesTheDefaultForAHalfThatASocketDoesNotHave() throws Exception {
        running("unix:/run/s\n");

        assertThat(find("", 9, "", Map.of())).isEqualTo("127.0.0.1:9");
        assertThat(find("box", 0, "", Map.of("DONMAI_DAEMON_URL", "unix:/run/s")))
                .isEqualTo("box:7734");
    }

    @Test
    void takesASocketThatAFlagNames() throws Exception {
        assertThat(find("", 0, "/run/s", Map.of("DONMAI_DAEMON_URL", "new:2"))).isEqualTo("unix:/run/s");
        assertThat(find("", 0, "s", Map.of())).isEqualTo("unix:" + Path.of("s").toAbsolutePath());
        assertThatThrownBy(() -> find("box", 0, "/run/s", Map.of())).hasMessageContaining("--socket");
        assertThatThrownBy(() -> find("", 9, "/run/s", Map.of())).hasMessageContaining("--socket");
    }

    @ParameterizedTest
    @CsvSource({"::1, [::1]:8080", "[::1], [::1]:8080"})
    void putsBracketsAroundAnAddressOfVersionSix(String host, String address) throws Exception {
        assertThat(find(host, 8080, "", Map.of())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"box:1", "http://box", "a b", "me@box", "[::1]:80", "a%", "a^b", "a\"b"})
    void refusesWhatIsNoHost(String host) {
        assertThatThrownBy(() -> find(host, 1, "", Map.of())).hasMessageStartingWith("--host: \"" + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "65536", "http", "7734x"})
    void refusesWhatIsNoPort(String port) {
        assertThatThrownBy(() -> new DaemonLookup("box", port, "").find(Map.of(), state))
                .hasMessage("--port: \"" + port + "\" is not a port: give 1 to 65535");
    }

    @Test
    void asksTheRunningDaemonsPortOfTheAddressThatItNames() throws Exception {
        running("192.168.1.5:40123\n");

        assertThat(find("192.168.1.5", 0, "", Map.of())).isEqualTo("192.168.1.5:40123");
        assertThat(find("192.168.1.6", 0, "", Map.of())).isEqualTo("192.168.1.6:7734");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, 127.0.0.1:1, true",
        "localhost:1, localhost:1, true",
        "[::1]:1, [0:0:0:0:0:0:0:1]:1, true",
        "192.168.1.5:1, 192.168.1.5:1, true",
        "box:1, box:1, true",
        "unix:/run/s, unix:/run/../run/s, true",
        "127.0.0.1:2, 127.0.0.1:1, false",
        "127.0.0.2:1, 127.0.0.1:1, false",
        "box:1, 127.0.0.1:1, false",
        "127.0.0.1.example.net:1, 127.0.0.1:1, false",
        "unix:/run/t, unix:/run/s, false",
        "127.0.0.1:1, unix:/run/s, false",
        "unix:/run/s, 127.0.0.1:1, false",
    })
    void knowsWhichAddressIsTheRunningDaemons(String address, String named, boolean leads) throws Exception {
        running("[fe80::1]:9\n" + named + "\n");

        assertThat(new AddressFile(state).names(DaemonAddress.parse(address))).isEqualTo(leads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "what?\n"})
    void knowsNoAddressWhereNoneCanBeRead(String content) throws Exception {
        assertThat(new AddressFile(state).names(DaemonAddress.DEFAULT)).isFalse();
        running(content);
        assertThat(new AddressFile(state).names(DaemonAddress.DEFAULT)).isFalse();
    }

    @Test
    void takesLocalhostForTheLoopbackAddressThatItIsHere() throws Exception {
        running(new DaemonAddress.Port(InetAddress.getByName("localhost").getHostAddress(), 1) + "\n");

        assertThat(new AddressFile(state).names(DaemonAddress.parse("localhost:1")))
                .isTrue();
    }
}
