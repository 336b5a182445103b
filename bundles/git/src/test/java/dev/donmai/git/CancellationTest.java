package dev.donmai.git;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that accepts the connection and never says a word. */
@ParameterizedClass
@EnumSource(GitBackend.class)
class CancellationTest {
    private final GitBackend backend;
    private final Sandbox sandbox;
    private final CheckoutRequest request;

    CancellationTest(GitBackend backend, @TempDir Path temporary) throws IOException {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        sandbox.program(
                "ssh",
                "echo $$ > '" + sandbox.root + "/pid.tmp'\nmv '" + sandbox.root + "/pid.tmp' '" + sandbox.root
                        + "/pid'\nexec sleep 600\n");
        request = CheckoutRequest.of("ssh://host.example/shop", sandbox.root.resolve("area"));
    }

    private void assertNothingIsLeft() throws IOException {
        long pid = Long.parseLong(Files.readString(sandbox.root.resolve("pid")).strip());
        await().atMost(30, SECONDS)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(request.destination()).doesNotExist();
    }

    @Test
    void atTheDeadlineEverythingIsEnded() throws Exception {
        GitException e = catchThrowableOfType(
                GitException.class, () -> sandbox.git(backend).checkOut(request.withDeadline(Duration.ofMillis(1500))));

        assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(e).hasMessageContaining("1500 ms");
        assertNothingIsLeft();
    }

    @Test
    void anInterruptEndsEverything() throws Exception {
        FutureTask<CheckoutResult> session =
                new FutureTask<>(() -> sandbox.git(backend).checkOut(request));
        Thread thread = Thread.ofPlatform().daemon().name("session").start(session);
        await().atMost(30, SECONDS).until(() -> Files.exists(sandbox.root.resolve("pid")));

        thread.interrupt();

        ExecutionException e = catchThrowableOfType(ExecutionException.class, () -> session.get(60, SECONDS));
        assertThat(e).hasCauseInstanceOf(InterruptedException.class);
        assertNothingIsLeft();
    }
}
