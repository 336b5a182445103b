package dev.donmai.worker.shell;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.files.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Exit status 0 is success, 42 ends without a word, any other is a failure. Some lines are events: {@code result} and {@code
 * result failed} bring the result early, {@code say:} and {@code error:} are what they say, {@code use:} is the call of a tool.
 */
final class ShellSession implements AgentSession {

    private static final int SILENT = 42;

    private final AgentProcess process;
    private final AgentContext context;
    private final CountDownLatch ended = new CountDownLatch(1);

    ShellSession(AgentProcess process, AgentContext context) {
        this.process = process;
        this.context = context;
    }

    void begin() {
        Thread.ofPlatform().daemon().name("donmai-shell").start(this::follow);
    }

    private void follow() {
        try {
            context.emit(new AgentEvent.Init("shell-1"));
            Thread errors = Thread.ofPlatform()
                    .daemon()
                    .name("donmai-shell-stderr")
                    .start(() -> read(process.stderr(), AgentEvent.Output.Stream.STDERR));
            read(process.stdout(), AgentEvent.Output.Stream.STDOUT);
            errors.join();
            int status = process.awaitExit(Duration.ofMinutes(1)).orElse(-1);
            if (status == 0) {
                context.emit(result());
            } else if (status != SILENT) {
                context.emit(new AgentEvent.Failure("exit", "exit status " + status));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private static AgentEvent.Result result() {
        return new AgentEvent.Result(true, "all done", List.of(), "", new AgentEvent.Cost(10, 5, 0, 0.25, 1));
    }

    private void read(InputStream stream, AgentEvent.Output.Stream name) {
        try {
            LineSplitter.read(stream, LineSplitter.DEFAULT_CAP, (text, cut) -> {
                String rest = text.substring(text.indexOf(':') + 1).strip();
                context.emit(
                        switch (text.replaceFirst(":.*", "")) {
                            case "result" -> result();
                            case "result failed" ->
                                new AgentEvent.Result(false, "", List.of("no good"), "error", AgentEvent.Cost.NONE);
                            case "say" -> new AgentEvent.Text(rest);
                            case "error" -> new AgentEvent.Failure("odd", rest);
                            case "use" -> new AgentEvent.ToolUse(rest, "tu-1", Map.of(), "");
                            default -> new AgentEvent.Output(name, text, cut);
                        });
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some runtimes hang when they are to stop. */
    private void deafUntilTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<String> sessionId() {
        return Optional.of("shell-1");
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        if (context.settings().containsKey("deaf")) {
            deafUntilTheEnd();
        }
        process.stop(Duration.ofSeconds(5));
    }
}
