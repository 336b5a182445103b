package dev.donmai.launcher.service;

import dev.donmai.process.Program;
import dev.donmai.process.ProgramProcess;
import dev.donmai.process.ProgramResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What the journal of systemd keeps of a unit. */
public final class Journal {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int BLOCK = 16 * 1024;

    private final String unit;
    private final boolean system;
    private final Map<String, String> environment;

    /** Takes bytes in their order. */
    public interface Reader {

        /** Takes some. */
        void bytes(byte[] bytes, int count) throws IOException;
    }

    Journal(String unit, boolean system, Map<String, String> environment) {
        this.unit = unit;
        this.system = system;
        this.environment = environment;
    }

    /**
     * The last lines.
     *
     * @param lines 0 for as many as 16 MiB hold
     * @throws IOException when the journal cannot be read; the message says why
     */
    public void last(int lines, Reader reader) throws IOException, InterruptedException {
        ProgramResult result = Program.of(command(lines, false))
                .environment(environment)
                .deadline(PATIENCE)
                .run();
        if (!result.ok()) {
            throw new IOException("journalctl " + (result.timedOut() ? "took too long" : reason(result.stderr())));
        }
        byte[] bytes = result.stdoutBytes();
        reader.bytes(bytes, bytes.length);
    }

    /**
     * The last lines and what is added, until nobody wants more.
     *
     * @throws IOException when the journal cannot be read; the message says why
     */
    public void follow(int lines, Reader reader, BooleanSupplier wanted) throws IOException, InterruptedException {
        try (ProgramProcess process =
                Program.of(command(lines, true)).environment(environment).start()) {
            Thread pump = Thread.ofPlatform().daemon().name("donmai-journal").start(() -> pump(process, reader));
            try {
                while (wanted.getAsBoolean() && pump.isAlive()) {
                    pump.join(LOOK);
                }
                if (wanted.getAsBoolean() && process.awaitExit(GRACE).orElse(0) != 0) {
                    byte[] error = process.stderr().readNBytes(BLOCK);
                    throw new IOException("journalctl " + reason(new String(error, StandardCharsets.UTF_8)));
                }
            } finally {
                process.stop(GRACE);
            }
        }
    }

    private static void pump(ProgramProcess process, Reader reader) {
        byte[] block = new byte[BLOCK];
        try (InputStream in = process.stdout()) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                reader.bytes(block, n);
            }
        } catch (IOException e) {
            // It was stopped, which is how following ends.
            return;
        }
    }

    private List<String> command(int lines, boolean follow) {
        List<String> command = new ArrayList<>(List.of("journalctl"));
        command.add(system ? "--unit" : "--user-unit");
        command.addAll(List.of(unit, "--output", "cat", "--no-pager", "--quiet"));
        command.addAll(List.of("--lines", lines == 0 ? "all" : String.valueOf(lines)));
        if (follow) {
            command.add("--follow");
        }
        return command;
    }

    private static String reason(String error) {
        return error.isBlank()
                ? "failed"
                : "says: " + error.strip().lines().findFirst().orElse("");
    }
}
