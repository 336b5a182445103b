package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.tck.DrivesProgram;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a runtime makes of a program that dies, floods or prints nonsense. */
final class ProgramChecks {

    /** No event is larger, whatever a program prints: 4 Mi characters. */
    private static final int LARGEST_EVENT = 4 << 20;

    private static final long SLOW_MILLIS = 300;
    private static final String WORDS = "cannot reach the server";

    private final AgentSubject subject;

    private ProgramChecks(AgentSubject subject) {
        this.subject = subject;
    }

    static List<Check> of(AgentSubject subject) {
        ProgramChecks checks = new ProgramChecks(subject);
        return List.of(
                new Check(
                        "program.failure-is-told",
                        "A program that fails ends its session with its exit status and its last words.",
                        checks::failure),
                new Check(
                        "program.signal-is-told",
                        "A program that is killed ends its session with the number of the signal.",
                        checks::signal),
                new Check(
                        "program.may-die-at-any-point",
                        "Wherever a program dies, its session has exactly one end, which is the last event.",
                        checks::anyPoint),
                new Check(
                        "lines.may-be-long",
                        "A line of any length does no harm: it may be cut, no event is larger than 4 Mi characters, and what"
                                + " follows is read.",
                        checks::longLine),
                new Check(
                        "lines.may-be-no-utf-8",
                        "Bytes that are no UTF-8 do no harm, and what follows is read.",
                        checks::noUtf8),
                new Check("lines.may-lack-an-end", "The last line counts without a line end too.", checks::noLineEnd),
                new Check(
                        "reader.may-be-slow",
                        "Nothing is lost, and the order stays, when events are taken slowly.",
                        checks::slowReader));
    }

    private List<AgentEvent> run(Path program) throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play =
                        subject.play(loaded.work().getFirst(), subject.driving().driving(program))) {
            return play.awaitEnd();
        }
    }

    private void failure() throws Exception {
        DrivesProgram driver = subject.driving();
        List<AgentEvent> events = run(subject.program()
                .prints(driver.saying("about to fail"))
                .complains(WORDS)
                .exits(37)
                .written());
        String end = end(events);
        Demand.that(end.contains("37"), "Its exit status was 37, the end is " + end + ".");
        Demand.that(end.contains(WORDS), "Its last words were \"" + WORDS + "\", the end is " + end + ".");
    }

    private void signal() throws Exception {
        DrivesProgram driver = subject.driving();
        String end = end(
                run(subject.program().prints(driver.saying("alive")).isKilled().written()));
        Demand.that(end.contains("9"), "It was killed by signal 9, the end is " + end + ".");
    }

    /** The last event, which must not be a success. */
    private static String end(List<AgentEvent> events) {
        Play.endFault(events).ifPresent(fault -> {
            throw new AssertionError("There was " + fault + ".");
        });
        AgentEvent last = events.getLast();
        Demand.that(
                !(last instanceof AgentEvent.Result result && result.success()),
                "It ended as a success: " + last + ".");
        return last.toString();
    }

    private void anyPoint() throws Exception {
        DrivesProgram driver = subject.driving();
        String line = driver.saying("a whole line");
        Map<String, Path> points = new LinkedHashMap<>();
        points.put("before it said anything", subject.program().isKilled().written());
        points.put("without a word", subject.program().exits(0).written());
        points.put(
                "in the middle of a line",
                subject.program()
                        .prints(line.substring(0, line.length() / 2))
                        .isKilled()
                        .written());
        points.put("after a line", subject.program().prints(line).isKilled().written());
        points.put(
                "after it was done",
                subject.program().prints(line + driver.done()).isKilled().written());
        for (Map.Entry<String, Path> point : points.entrySet()) {
            Play.endFault(run(point.getValue())).ifPresent(fault -> {
                throw new AssertionError("When it died " + point.getKey() + ", there was " + fault + ".");
            });
        }
    }

    private void longLine() throws Exception {
        for (int length : List.of(64 << 10, 1 << 20, 5 << 20, 50 << 20)) {
            if (length <= subject.provider().effort().longestLine()) {
                DrivesProgram driver = subject.driving();
                List<AgentEvent> events = run(subject.program()
                        .prints(driver.saying("x".repeat(length)))
                        .prints(driver.saying("after it") + driver.done())
                        .written());
                Demand.that(
                        Play.heard(events).contains("after it"),
                        "What followed a line of " + length + " characters was lost.");
                int largest = events.stream()
                        .mapToInt(event -> Play.heard(List.of(event)).length())
                        .max()
                        .orElse(0);
                Demand.that(largest <= LARGEST_EVENT + 1, "An event has " + largest + " characters.");
            }
        }
    }

    private void noUtf8() throws Exception {
        DrivesProgram driver = subject.driving();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF, (byte) 0xFE, 0, '\n'});
        bytes.write((driver.saying("after \u20ac \ud83d\ude00") + driver.done()).getBytes(StandardCharsets.UTF_8));
        List<AgentEvent> events =
                run(subject.program().prints(bytes.toByteArray()).written());
        Demand.that(Play.heard(events).contains("after \u20ac \ud83d\ude00"), "Heard was only: " + Play.heard(events));
    }

    private void noLineEnd() throws Exception {
        DrivesProgram driver = subject.driving();
        List<AgentEvent> events = run(subject.program()
                .prints(driver.saying("first") + driver.saying("the last words").stripTrailing())
                .written());
        Demand.that(Play.heard(events).contains("the last words"), "Heard was only: " + Play.heard(events));
    }

    private void slowReader() throws Exception {
        DrivesProgram driver = subject.driving();
        int lines = subject.provider().effort().lines();
        String said = IntStream.range(0, lines)
                .mapToObj(n -> driver.saying("line " + n + "."))
                .collect(Collectors.joining());
        var scenario =
                driver.driving(subject.program().prints(said + driver.done()).written());
        Workplace place = subject.place(scenario);
        CountDownLatch never = new CountDownLatch(1);
        place.readBy(event -> {
            if (Play.heard(List.of(event)).contains("line 3.")) {
                pause(never);
            }
        });
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), scenario, place)) {
            String heard = Play.heard(play.awaitEnd());
            int from = 0;
            for (int n = 0; n < lines; n++) {
                from = heard.indexOf("line " + n + ".", from);
                Demand.that(from >= 0, "Of " + lines + " lines, line " + n + " is lost or out of order.");
            }
        }
    }

    private static void pause(CountDownLatch never) {
        try {
            if (never.await(SLOW_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody ends the pause");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
