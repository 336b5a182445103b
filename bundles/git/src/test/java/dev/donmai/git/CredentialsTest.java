package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.donmai.files.TreeDelete;
import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a web server that serves the files of a bare repository to one user, and an ssh that logs its arguments. */
@ParameterizedClass
@EnumSource(GitBackend.class)
class CredentialsTest {
    private static final String PASSWORD = "s3cret-Pa55";

    private final GitBackend backend;
    private final Sandbox sandbox;
    private final Path source;
    private final Path destination;
    private final HttpServer server;

    CredentialsTest(GitBackend backend, @TempDir Path temporary) throws IOException {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        source = sandbox.history("source");
        destination = sandbox.root.resolve("area");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    /** A dumb server: it knows neither shallow nor single commits. */
    private String serve(boolean locked) {
        Path served = sandbox.root.resolve("served");
        Path bare = served.resolve("shop.git");
        sandbox.run(sandbox.root, "clone", "-q", "--bare", source.toString(), bare.toString());
        sandbox.run(bare, "update-server-info");
        HttpContext context = server.createContext("/", exchange -> send(exchange, served));
        if (locked) {
            context.setAuthenticator(new BasicAuthenticator("git") {
                @Override
                public boolean checkCredentials(String user, String password) {
                    return user.equals("ada") && password.equals(PASSWORD);
                }
            });
        }
        server.start();
        return "127.0.0.1:" + server.getAddress().getPort() + "/shop.git";
    }

    private static void send(HttpExchange exchange, Path root) throws IOException {
        try (exchange) {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
            if (Files.isRegularFile(file)) {
                byte[] content = Files.readAllBytes(file);
                exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private CheckoutRequest request(String address) {
        return CheckoutRequest.of(address, destination).withMirrors(sandbox.root.resolve("mirrors"));
    }

    private GitException failure(CheckoutRequest request) {
        return catchThrowableOfType(
                GitException.class, () -> sandbox.git(backend).checkOut(request));
    }

    private void assertCheckedOut() {
        assertThat(sandbox.run(destination, "rev-parse", "HEAD")).isEqualTo(sandbox.run(source, "rev-parse", "main"));
        assertThat(destination.resolve("README.md")).hasContent("three\n");
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void theHelperOfTheProjectIsAskedForThePassword(CloneStrategy strategy) throws Exception {
        Path helper = sandbox.program(
                "helper",
                "echo \"$1\" >> '" + sandbox.root + "/asked'\ncat >> '" + sandbox.root + "/asked'\n"
                        + "echo username=ada\necho password=" + PASSWORD + "\n");
        Sandbox.write(
                sandbox.home.resolve(".gitconfig"),
                "[credential]\n\thelper = \"!touch " + sandbox.root + "/inherited; false\"\n");
        String address = serve(true);

        CheckoutResult result = sandbox.git(backend)
                .checkOut(request("http://" + address)
                        .withStrategy(strategy)
                        .withCredentials(new GitCredentials("", helper.toString())));

        assertCheckedOut();
        assertThat(result.strategy()).isEqualTo(strategy == CloneStrategy.SHALLOW ? CloneStrategy.FULL : strategy);
        assertThat(sandbox.root.resolve("asked"))
                .content()
                .contains(
                        "get\n",
                        "protocol=http\n",
                        "host=127.0.0.1:" + server.getAddress().getPort());
        assertThat(sandbox.root.resolve("inherited")).doesNotExist();
        assertThat(sandbox.run(destination, "config", "--local", "credential.helper"))
                .isEqualTo(helper.toString());
    }

    @Test
    void aHelperThatIsShellWorksAndIsNotWrittenDown() throws Exception {
        sandbox.git(backend)
                .checkOut(request("http://" + serve(true))
                        .withCredentials(new GitCredentials(
                                "", "!f() { echo username=ada; echo password=" + PASSWORD + "; }; f")));

        assertCheckedOut();
        assertThat(destination.resolve(".git/config")).content().doesNotContain(PASSWORD);
    }

    @Test
    void aLoginInTheAddressWorksAndIsNotWrittenDown() throws Exception {
        String address = serve(true);
        for (CloneStrategy strategy : CloneStrategy.values()) {
            sandbox.git(backend)
                    .checkOut(request("http://ada:" + PASSWORD + "@" + address).withStrategy(strategy));
            assertCheckedOut();
            assertThat(sandbox.run(destination, "remote", "get-url", "origin")).isEqualTo("http://" + address);
            TreeDelete.delete(destination);
        }
        assertThat(sandbox.exec(sandbox.root, List.of("sh", "-c", "grep -rl " + PASSWORD + " mirrors || echo none")))
                .isEqualTo("none");
    }

    @Test
    void withoutCredentialsTheErrorSaysWhatToDo() {
        GitException e = failure(request("http://" + serve(true)));

        assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION);
        assertThat(e).hasMessageContaining("git.credentialHelper");
        assertThat(destination).doesNotExist();
    }

    @Test
    void wrongCredentialsAreRefusedWithoutShowingThem() {
        GitException e = failure(request("http://ada:wrong-" + PASSWORD + "@" + serve(true)));

        assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION);
        assertThat(e).message().doesNotContain(PASSWORD);
        assertThat(destination).doesNotExist();
    }

    @Test
    void aRepositoryThatTheHostDoesNotKnowIsNamed() {
        GitException e = failure(request("http://" + serve(false).replace("shop", "shoe")));

        assertThat(e.reason()).isEqualTo(Reason.NO_REPOSITORY);
        assertThat(e).hasMessageContaining("shoe.git");
    }

    @Test
    void aHostThatDoesNotAnswerIsUnreachable() {
        String address = serve(false);
        server.stop(0);

        assertThat(failure(request("http://" + address)).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void theSshKeyOfTheProjectIsUsed() throws Exception {
        Path key = sandbox.home.resolve("a key's file");
        Sandbox.write(key, "key");
        Sandbox.mode(key, "rw-------");
        fakeSsh("");

        CheckoutResult result = sandbox.git(backend)
                .checkOut(request("ssh://git@host.example:2222" + source)
                        .withStrategy(CloneStrategy.SHALLOW)
                        .withCredentials(new GitCredentials("~/a key's file", "")));

        assertCheckedOut();
        assertThat(result.strategy()).isEqualTo(CloneStrategy.SHALLOW);
        assertThat(sandbox.root.resolve("ssh.log"))
                .content()
                .contains(
                        "<-i><" + key + "><-o><IdentitiesOnly=yes>", "<BatchMode=yes>", "<2222>", "<git@host.example>");
        assertThat(sandbox.run(destination, "config", "--local", "core.sshCommand"))
                .contains("-i '" + sandbox.home + "/a key'\\''s file'");
    }

    @Test
    void withoutAKeySshStillNeverAsks() throws Exception {
        fakeSsh("");

        sandbox.git(backend).checkOut(request("git@host.example:" + source).withStrategy(CloneStrategy.FULL));

        assertCheckedOut();
        assertThat(sandbox.root.resolve("ssh.log"))
                .content()
                .contains("<BatchMode=yes>")
                .doesNotContain("<-i>");
    }

    @Test
    void aServerThatDoesNotGiveOutSingleCommitsIsFetchedFromInFull() throws Exception {
        fakeSsh("unset GIT_PROTOCOL\n");
        String older = sandbox.run(source, "rev-parse", "main~1");

        CheckoutResult result = sandbox.git(backend)
                .checkOut(request("ssh://host.example" + source)
                        .withStrategy(CloneStrategy.SHALLOW)
                        .withRef(older));

        assertThat(sandbox.run(destination, "rev-parse", "HEAD")).isEqualTo(older);
        assertThat(result.strategy()).isEqualTo(CloneStrategy.FULL);
        assertThat(result.note()).contains("alone");
    }

    @Test
    void aKeyThatSshWouldRefuseIsRefusedWithTheReason() {
        Path key = sandbox.home.resolve("key");
        CheckoutRequest request =
                request("ssh://host.example" + source).withCredentials(new GitCredentials(key.toString(), ""));
        assertThat(failure(request))
                .returns(Reason.BAD_REQUEST, GitException::reason)
                .hasMessageContaining("doesn't exist");

        Sandbox.write(key, "key");
        Sandbox.mode(key, "rw-r-----");
        assertThat(failure(request))
                .returns(Reason.BAD_REQUEST, GitException::reason)
                .hasMessageContaining("chmod 600");
        assertThat(destination).doesNotExist();
    }

    /** Logs its arguments and runs the command on this machine. */
    private void fakeSsh(String first) {
        sandbox.program(
                "ssh",
                "for last; do printf '<%s>' \"$last\"; done >> '" + sandbox.root + "/ssh.log'\n" + first
                        + "eval \"$last\"\n");
    }
}
