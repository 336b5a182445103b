package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WatchTest {

    private static final String LIST = "GET /api/daemon/providers";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n";

    @RegisterExtension
    final CommandRun command = new CommandRun();

    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private Thread watcher = Thread.currentThread();

    private static String list(String... names) {
        StringBuilder providers = new StringBuilder();
        for (String name : names) {
            providers.append(providers.isEmpty() ? "" : ",").append("""
                    {"id":"%s","name":"%s","version":"1","family":"vcs","scope":"global","status":"ready"}
                    """.formatted(name, name)
                    .strip());
        }
        return "{\"providers\":[" + providers + "]}";
    }

    private void watch(String... arguments) {
        watcher = Thread.ofPlatform().name("watcher").start(() -> code.complete(command.run(arguments)));
    }

    private int interrupt() throws Exception {
        watcher.interrupt();
        return code.get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() {
        watcher.interrupt();
        // The next test is not to be interrupted by this one's end.
        Thread.interrupted();
    }

    @Test
    void showsOneLookAfterAnotherWithTheTimeWhereThereIsNoTerminal() throws Exception {
        command.daemon().answer(LIST, 200, list("a")).always(LIST, 200, list("b"));

        watch("provider", "list", "--watch", "--interval", "1");
        await().until(() -> command.outSoFar().contains("  b "));

        assertThat(interrupt()).isZero();
        assertThat(command.out())
                .matches("(?s)" + TIME + "vcs\n  NAME .*\n  a .*\n\n" + TIME + "vcs\n  NAME .*\n  b .*\n");
        assertThat(command.err()).isEmpty();
    }

    @Test
    void separatesWhatProgramsRead() throws Exception {
        command.daemon().answer(LIST, 200, list("a")).always(LIST, 200, list("b"));

        watch("provider", "list", "-w", "--interval=1", "-o", "yaml");
        await().until(() -> command.outSoFar().contains("id: b"));

        assertThat(interrupt()).isZero();
        assertThat(command.out())
                .startsWith("providers:\n- id: a\n")
                .contains("\n---\nproviders:\n- id: b\n")
                .doesNotContain("T");
    }

    @Test
    void waitsForADaemonThatIsAwayAndFindsTheNextOneAtItsNewAddress() throws Exception {
        command.daemon().answer(LIST, 200, list("before")).goAfter(LIST);

        watch("provider", "list", "-w", "--interval=1", "-o", "name");
        await().until(() -> command.errSoFar().contains("away"));
        command.newDaemon().always(LIST, 200, list("after"));
        await().until(() -> command.outSoFar().contains("after"));

        assertThat(interrupt()).isZero();
        assertThat(command.out()).startsWith("provider/before\nprovider/after\n");
        assertThat(command.err())
                .hasLineCount(1)
                .matches("The daemon is away \\(request failed: .*\\); trying again until it is back\\.\n");
    }

    @Test
    void waitsForADaemonThatIsStillStarting() throws Exception {
        command.daemon()
                .answer(LIST, 200, list("before"))
                .answer(LIST, 503, "{\"error\":\"daemon is still starting\"}")
                .always(LIST, 200, list("after"));

        watch("provider", "list", "-w", "--interval=1", "-o", "name");
        await().until(() -> command.outSoFar().contains("after"));

        assertThat(interrupt()).isZero();
        assertThat(command.err()).contains("daemon is still starting");
    }

    @Test
    void failsAtOnceWhenThereIsNoDaemonToBeginWith() {
        command.daemon().close();

        assertThat(command.run("provider", "list", "--watch")).isEqualTo(1);

        assertThat(command.err()).startsWith("Error: list providers: request failed: no daemon listens");
    }

    @Test
    void failsWhenWhatIsWatchedIsGone() {
        command.daemon().answer(LIST + "/x", 200, "{\"provider\":" + "{\"id\":\"x\"}}");

        assertThat(command.run("provider", "show", "x", "--watch", "--interval", "1"))
                .isEqualTo(1);

        assertThat(command.err()).isEqualTo("Error: provider not found: x\n");
    }

    @Test
    void endsWhenNobodyReadsAnyMore() {
        command.daemon().always(LIST, 200, list("a"));
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        Program program = new Program(
                new Console(closed, System.err, false, false),
                Map.of("DONMAI_STATE_HOME", command.state().toString()));

        assertThat(new CommandLineProgram(program).run("provider", "list", "--watch"))
                .isZero();
    }

    @Test
    void looksNoMoreOftenThanEverySecond() {
        assertThat(command.run("provider", "list", "--watch", "--interval", "0"))
                .isEqualTo(1);

        assertThat(command.err()).isEqualTo("Error: --interval: 0 is less than one second\n");
        assertThat(command.daemon().requests()).isEmpty();
    }
}
