package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.Processes;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Output without end and lines without end cost neither memory nor more disk than allowed. */
class FloodIT {

    /** What our worker runs in. */
    private static final String WORKER = "java";

    /** What a session may print when nothing else is configured. */
    private static final int LIMIT_MB = 256;

    /** Below the limit, and more than the heap of our worker can hold. */
    private static final int ALLOWED_MB = 200;

    private static final int FLOOD_MB = 500;

    /** What is kept of a session, however much it prints: 64 of its output, 64 of events, and a little. */
    private static final long MOST_KEPT_MB = 136;

    private static final String LONG_LINE = "head -c " + (64 << 20) + " /dev/zero | tr '\\0' x\necho; echo after\n";

    /** Generous: what counts is that it is far below the amount of data. */
    private static final long MOST_MB = 400;

    private static final long MOST_GROWTH_MB = 150;

    @RegisterExtension
    static final DaemonHome HOME = new DaemonHome();

    @RegisterExtension
    static final DaemonHome FOREIGN = new DaemonHome();

    @TempDir
    private Path flags;

    @BeforeAll
    static void allowARepository() {
        TestRepository sample = TestRepository.create(HOME.temporary().resolve("sample"));
        HOME.project("sample", sample);
        FOREIGN.foreignWorker().project("sample", sample);
    }

    private static String flood(int megabytes) {
        return "yes $(printf %0500d 7) | head -c " + (megabytes << 20) + "\n";
    }

    @Test
    void aLineWithoutEndThroughOurWorker() throws IOException {
        DaemonProcess daemon = HOME.running();
        Flag printed = flag("printed");
        Flag go = flag("go");
        long before = Processes.residentMb(daemon.pid());
        daemon.api().accept(Specs.shell("s-1", "sample", LONG_LINE + printed.raise() + go.await()));
        printed.awaitUp();
        assertFlat(daemon, before);
        assertThat(Processes.peakMb(worker())).isBetween(1L, MOST_MB);
        go.up();
        assertThat(exitReason(daemon.api().awaitEnd("s-1"))).isEqualTo("completed");
        assertThat(daemon.api().get("/api/daemon/sessions/s-1/output").body())
                .contains("[cut]")
                .endsWith("after\n");
        try (Stream<String> lines = Files.lines(HOME.session("s-1").resolve("events.ndjson"))) {
            assertThat(lines).allMatch(line -> line.length() < 1 << 20);
        }
    }

    @Test
    void aLineWithoutEndOfAForeignWorker() throws IOException {
        DaemonProcess daemon = FOREIGN.running();
        long before = Processes.residentMb(daemon.pid());
        daemon.api().accept(Specs.foreign("s-1", "sample", LONG_LINE));
        assertThat(exitReason(daemon.api().awaitEnd("s-1"))).isEqualTo("completed");
        assertThat(Files.size(FOREIGN.session("s-1").resolve("stdout.log")))
                .isEqualTo((64L << 20) + "\nafter\n".length());
        assertFlat(daemon, before);
    }

    @Test
    void aFloodThatIsAllowedPassesThroughOurWorker() throws IOException {
        DaemonProcess daemon = HOME.running();
        Flag printed = flag("printed");
        Flag go = flag("go");
        long before = Processes.residentMb(daemon.pid());
        daemon.api().accept(Specs.shell("s-1", "sample", flood(ALLOWED_MB) + printed.raise() + go.await()));
        printed.awaitUp();
        assertFlat(daemon, before);
        assertThat(Processes.peakMb(worker())).isBetween(1L, MOST_MB);
        go.up();
        assertThat(exitReason(daemon.api().awaitEnd("s-1"))).isEqualTo("completed");
        assertThat(sizeMb(HOME.session("s-1"))).isLessThan(MOST_KEPT_MB);
        assertFlat(daemon, before);
    }

    @Test
    void aFloodBeyondTheLimitEndsTheSessionOfOurWorker() throws IOException {
        DaemonProcess daemon = HOME.running();
        long before = Processes.residentMb(daemon.pid());
        daemon.api().accept(Specs.shell("s-1", "sample", flood(FLOOD_MB) + "sleep 1000\n"));
        assertThat(exitReason(daemon.api().awaitEnd("s-1"))).isEqualTo("output-limit");
        assertThat(sizeMb(HOME.session("s-1"))).isLessThan(MOST_KEPT_MB);
        assertFlat(daemon, before);
        assertThat(HOME.processes()).isEmpty();
    }

    @Test
    void aFloodBeyondTheLimitEndsAForeignWorker() throws IOException {
        DaemonProcess daemon = FOREIGN.running();
        long before = Processes.residentMb(daemon.pid());
        daemon.api().accept(Specs.foreign("s-1", "sample", flood(FLOOD_MB) + "sleep 1000\n"));
        JsonNode record = daemon.api().awaitEnd("s-1");
        assertThat(exitReason(record)).isEqualTo("output-limit");
        assertThat(record.path("handle").path("state").asText()).isEqualTo("terminated");
        assertThat(Files.size(FOREIGN.session("s-1").resolve("stdout.log"))).isEqualTo((long) LIMIT_MB << 20);
        assertThat(FOREIGN.processes()).isEmpty();
        long read = read(daemon, "/api/daemon/sessions/s-1/output");
        assertThat(read).isEqualTo((long) LIMIT_MB << 20);
        assertFlat(daemon, before);
    }

    private static long read(DaemonProcess daemon, String path) throws IOException {
        try (InputStream body = daemon.api().stream(path)) {
            return body.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void assertFlat(DaemonProcess daemon, long before) {
        long peak = Processes.peakMb(daemon.pid());
        assertThat(peak).isBetween(1L, MOST_MB);
        assertThat(peak - before).isLessThan(MOST_GROWTH_MB);
    }

    private static long worker() {
        return Processes.ofSession(HOME.nonce("s-1"), WORKER);
    }

    private static String exitReason(JsonNode record) {
        return record.path("handle").path("exit").path("reason").asText();
    }

    private static long sizeMb(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes >> 20;
        }
    }

    private Flag flag(String name) {
        return new Flag(flags.resolve(name));
    }
}
