package dev.donmai.git;

import dev.donmai.files.LineSplitter;
import dev.donmai.process.Program;
import dev.donmai.process.ProgramProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A program whose output is read line by line while it runs, however much it is. */
final class LineRun {
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final int ERROR_CAP = 64 * 1024;

    private LineRun() {}

    /**
     * How it ended.
     *
     * @param exitCode empty when its time was over
     * @param stderr the beginning of what it said there
     */
    record End(OptionalInt exitCode, String stderr) {}

    /** Runs the program to its end or the limit; lines are handed over by a thread of its own. */
    static End of(Program program, Consumer<String> sink, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try (ProgramProcess process = program.start()) {
            FutureTask<Boolean> lines = new FutureTask<>(() -> {
                LineSplitter.read(process.stdout(), LONGEST_LINE, (text, truncated) -> sink.accept(text));
                return true;
            });
            FutureTask<String> errors = new FutureTask<>(() -> beginning(process.stderr()));
            start(lines, process.pid() + "-stdout");
            start(errors, process.pid() + "-stderr");
            lines.get(left(end), TimeUnit.NANOSECONDS);
            String stderr = errors.get(left(end), TimeUnit.NANOSECONDS);
            return new End(process.awaitExit(Duration.ofNanos(left(end))), stderr);
        } catch (TimeoutException e) {
            return new End(OptionalInt.empty(), "");
        } catch (ExecutionException e) {
            throw new IOException("the output can't be read: " + e.getCause(), e);
        }
    }

    /** Reads to the end, so that the program isn't held up, and keeps the beginning. */
    private static String beginning(InputStream in) throws IOException {
        String kept = new String(in.readNBytes(ERROR_CAP), StandardCharsets.UTF_8);
        in.transferTo(OutputStream.nullOutputStream());
        return kept;
    }

    private static void start(Runnable task, String name) {
        Thread.ofPlatform().daemon().name("donmai-git-" + name).start(task);
    }

    private static long left(long end) {
        return Math.max(1, end - System.nanoTime());
    }
}
