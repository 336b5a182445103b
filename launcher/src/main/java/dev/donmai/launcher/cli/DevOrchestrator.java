package dev.donmai.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import dev.donmai.standin.Overview;
import dev.donmai.standin.StandIn;
import dev.donmai.standin.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a stand-in orchestrator and shows what it sees. */
final class DevOrchestrator {

    private static final long REDRAW_MILLIS = 500;
    private static final int DEFAULT_LINES = 24;
    private static final int INTRODUCTION = 6;

    private static final String SAVE_CURSOR = "\u001b[s";
    private static final String RESTORE_CURSOR = "\u001b[u";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Program program;
    private final Console console;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** What it was asked for on the command line; times in seconds. */
    record Plan(
            int port,
            List<String> items,
            List<String> faults,
            double heartbeat,
            double poll,
            double tokenLifetime,
            int perPoll) {}

    DevOrchestrator(Program program) {
        this.program = program;
        this.console = program.console();
    }

    /** Runs it until a signal comes. */
    void run(Plan plan) throws CommandFailure, InterruptedException {
        StandInOptions options = StandInOptions.DEFAULTS
                .on(plan.port())
                .every(seconds(plan.heartbeat()), seconds(plan.poll()))
                .tokenLifetime(seconds(plan.tokenLifetime()))
                .perPoll(plan.perPoll());
        try (StandIn standIn = StandIn.start(options)) {
            plan.items().forEach(item -> offer(standIn, item));
            plan.faults().forEach(standIn.faults()::add);
            Signals.deliverTo(new Signals.Receiver() {
                @Override
                public void end(String name) {
                    interrupted.countDown();
                }

                @Override
                public void reload() {
                    // There is nothing to read again.
                }
            });
            introduce(standIn);
            if (console.colours()) {
                redraw(standIn);
            } else {
                standIn.listen(console::line);
                interrupted.await();
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFailure("dev orchestrator: " + e.getMessage(), e);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static void offer(StandIn standIn, String argument) {
        try {
            String text = argument.startsWith("@") ? Files.readString(Path.of(argument.substring(1))) : argument;
            JsonNode json = Json.mapper().readTree(text);
            if (json.isArray()) {
                json.forEach(item -> standIn.offer(Json.line(item)));
            } else if (json.isObject()) {
                standIn.offer(text.strip());
            } else {
                throw new IllegalArgumentException("--item " + argument + ": neither an object nor a list");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("--item " + argument + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("--item " + argument + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void introduce(StandIn standIn) {
        console.line("A daemon registers here with this in its daemon.yaml:");
        console.line("  orchestrator: {url: \"" + standIn.url() + "\", authToken: " + StandIn.REGISTRATION_TOKEN + "}");
        console.line("More items:  curl --json '{\"sessionId\": …}' " + standIn.url() + "/stand-in/items");
        console.line("More faults: curl --json '{\"add\": [\"poll=503x3\"]}' " + standIn.url() + "/stand-in/faults");
        console.line("");
    }

    /** Draws over what it drew before, line by line, so that nothing flickers. */
    private void redraw(StandIn standIn) throws InterruptedException {
        Overview overview = new Overview(standIn);
        console.out().print(SAVE_CURSOR);
        do {
            console.out().print(RESTORE_CURSOR);
            overview.lines(height()).forEach(line -> console.out().print(line + CLEAR_LINE + "\n"));
            console.out().print(CLEAR_BELOW);
            console.out().flush();
        } while (!interrupted.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS));
    }

    private int height() {
        String lines = program.environment().getOrDefault("LINES", "");
        return (lines.matches("\\d{1,4}") ? Integer.parseInt(lines) : DEFAULT_LINES) - INTRODUCTION;
    }
}
