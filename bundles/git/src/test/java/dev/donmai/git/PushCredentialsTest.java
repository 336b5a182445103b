package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.donmai.git.GitException.Reason;
import dev.donmai.git.PushResult.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a web server that knows one user, and an ssh that logs its arguments. */
@ParameterizedClass
@EnumSource(GitBackend.class)
class PushCredentialsTest {
    private static final String TOKEN = "s3cret-T0ken-of-one-hour";

    private final GitBackend backend;
    private final Sandbox sandbox;
    private final Path origin;
    private final Path area;
    private final GitHttpServer server;

    PushCredentialsTest(GitBackend backend, @TempDir Path temporary) throws IOException {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        origin = sandbox.directory("served").resolve("shop.git");
        area = sandbox.root.resolve("area");
        server = new GitHttpServer(sandbox.root.resolve("served"), "x-access-token", TOKEN);
    }

    @BeforeEach
    void checkOut() throws Exception {
        sandbox.run(
                sandbox.root, "clone", "-q", "--bare", sandbox.history("source").toString(), origin.toString());
        sandbox.git(backend)
                .checkOut(CheckoutRequest.of(server.url("shop.git"), area)
                        .withBranch("agent/1")
                        .withCredentials(GitCredentials.NONE.withToken("", TOKEN)));
        sandbox.commit(area, "one.txt", "one\n");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private PushResult push(String repository, GitCredentials credentials) throws GitException, InterruptedException {
        return sandbox.git(backend)
                .push(new PushOrder(
                        area,
                        sandbox.run(area, "rev-parse", "HEAD"),
                        "agent/1",
                        repository,
                        credentials,
                        Duration.ofMinutes(1)));
    }

    private String pushed() {
        return sandbox.run(origin, "for-each-ref", "--format=%(objectname)", "refs/heads/agent/1");
    }

    @Test
    void aTokenIsEnoughAndIsWrittenDownNowhere() throws Exception {
        assertThat(push(server.url("shop.git"), GitCredentials.NONE.withToken("", TOKEN))
                        .state())
                .isEqualTo(State.PUSHED);

        assertThat(pushed()).isEqualTo(sandbox.run(area, "rev-parse", "HEAD"));
        assertThat(sandbox.exec(sandbox.root, List.of("sh", "-c", "grep -rl " + TOKEN + " area home || echo none")))
                .isEqualTo("none");
    }

    @Test
    void aTokenBeatsTheHelperOfTheProject() throws Exception {
        GitCredentials both = new GitCredentials("", "!touch " + sandbox.root + "/asked", "", TOKEN);

        assertThat(push(server.url("shop.git"), both).state()).isEqualTo(State.PUSHED);
        assertThat(sandbox.root.resolve("asked")).doesNotExist();
    }

    @Test
    void aTokenThatHasExpiredIsRefusedWithoutShowingIt() {
        GitException e = catchThrowableOfType(
                GitException.class,
                () -> push(server.url("shop.git"), GitCredentials.NONE.withToken("", "expired-" + TOKEN)));

        assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION);
        assertThat(e).message().doesNotContain(TOKEN);
        assertThat(pushed()).isEmpty();
    }

    @Test
    void withoutCredentialsNobodyIsAsked() {
        GitException e =
                catchThrowableOfType(GitException.class, () -> push(server.url("shop.git"), GitCredentials.NONE));

        assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION);
    }

    @Test
    void aHostThatIsNotThereIsUnreachable() {
        server.close();

        GitException e = catchThrowableOfType(
                GitException.class, () -> push(server.url("shop.git"), GitCredentials.NONE.withToken("", TOKEN)));

        assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void theSshKeyOfTheProjectIsUsed() throws Exception {
        Path key = sandbox.home.resolve("key");
        Sandbox.write(key, "key");
        Sandbox.mode(key, "rw-------");
        sandbox.program(
                "ssh",
                "for last; do printf '<%s>' \"$last\"; done >> '" + sandbox.root + "/ssh.log'\neval \"$last\"\n");

        assertThat(push("ssh://git@host.example" + origin, new GitCredentials(key.toString(), ""))
                        .state())
                .isEqualTo(State.PUSHED);
        assertThat(sandbox.root.resolve("ssh.log"))
                .content()
                .contains("<-i><" + key + ">", "<IdentitiesOnly=yes>", "<BatchMode=yes>", "git-receive-pack");
    }
}
