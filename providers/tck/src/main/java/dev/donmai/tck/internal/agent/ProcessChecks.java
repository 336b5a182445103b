package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Children;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What a runtime starts and writes. */
final class ProcessChecks {

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final AgentSubject subject;
    private List<AgentCommand> commands = List.of();

    private ProcessChecks(AgentSubject subject) {
        this.subject = subject;
    }

    static List<Check> of(AgentSubject subject) {
        ProcessChecks checks = new ProcessChecks(subject);
        return List.of(
                new Check(
                        "process.is-launched-by-the-worker",
                        "A runtime starts no process by itself: it asks AgentContext.launch.",
                        checks::launched),
                new Check(
                        "process.gets-the-sessions-environment",
                        "What a runtime adds to a program's environment is not taken from its own process.",
                        checks::environment),
                new Check(
                        "process.has-no-secret-in-argv",
                        "Neither the prompt nor a secret stands in the arguments of a program.",
                        checks::argv),
                new Check(
                        "process.refusal-is-explained",
                        "A program that cannot be started is an AgentException with one of the contract's texts, and leaves"
                                + " nothing.",
                        checks::refusal),
                new Check(
                        "files.are-private",
                        "Files of a session can be read by their owner alone.",
                        checks::filesPrivate),
                new Check("files.are-removed", "Files of a session are gone after its end.", checks::filesRemoved));
    }

    private Play endless(Loaded<AgentRuntime> loaded) throws Exception {
        Play play = subject.play(loaded.work().getFirst(), subject.endlessScenario());
        play.awaitInit();
        if (subject.driver().isPresent()) {
            play.awaitProgram();
        }
        return play;
    }

    private void launched() throws Exception {
        Set<Long> before = Children.now();
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            Map<Long, String> came = Children.since(before);
            play.processes().forEach(came::remove);
            play.place().programs().forEach(program -> came.remove(program.pid()));
            Demand.none(came, "The worker knows nothing of");
        }
    }

    /** What a session with all fields of the work launches; one is enough for all who only read it. */
    private List<AgentCommand> commands() throws Exception {
        if (commands.isEmpty()) {
            commands = play();
        }
        Assumptions.assumeFalse(commands.isEmpty(), "the runtime launches no program");
        return commands;
    }

    private List<AgentCommand> play() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load()) {
            Workplace place = subject.place(subject.ending());
            try (Play play = Play.begin(
                    loaded.work().getFirst(),
                    AgentRuntime::start,
                    Work.full(subject.ending(), place.workarea()),
                    place,
                    subject.provider().effort().patience())) {
                play.awaitEnd();
            }
            return place.commands();
        }
    }

    private void environment() throws Exception {
        Set<String> taken = new TreeSet<>();
        Set<String> given = Work.environment().keySet();
        for (AgentCommand command : commands()) {
            System.getenv().forEach((name, value) -> {
                if (!given.contains(name) && value.equals(command.environment().get(name))) {
                    taken.add(name);
                }
            });
        }
        Demand.none(taken, "Taken from the worker's own environment were");
    }

    private void argv() throws Exception {
        for (AgentCommand command : commands()) {
            for (String argument : command.argv()) {
                Demand.that(!argument.contains(Work.PROMPT), "The prompt stands in " + command.argv() + ".");
                Demand.that(!argument.contains(Work.SECRET), "A secret stands in " + command.argv() + ".");
            }
        }
    }

    private void refusal() throws Exception {
        Path nowhere = subject.directory("nothing").resolve("no-such-program");
        try (Loaded<AgentRuntime> loaded = subject.load()) {
            Workplace place = subject.place(subject.driving().driving(nowhere));
            try (Play play =
                    subject.play(loaded.work().getFirst(), subject.driving().driving(nowhere), place)) {
                throw new AssertionError("It started with a program that is not there: "
                        + play.place().events());
            } catch (AgentException e) {
                String message = String.valueOf(e.getMessage());
                Demand.that(
                        message.startsWith(AgentException.SPAWN_FAILED)
                                || message.startsWith(AgentException.UNAVAILABLE),
                        "The message is \"" + message + "\".");
            } catch (RuntimeException e) {
                throw new AssertionError("It throws " + e + ".", e);
            }
            Demand.none(files(place), "Files were left");
        }
    }

    private void filesPrivate() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            for (Path file : files(play.place())) {
                Demand.that(
                        OWNERS.containsAll(Files.getPosixFilePermissions(file)),
                        file.getFileName() + " has " + Files.getPosixFilePermissions(file) + ".");
            }
        }
    }

    private void filesRemoved() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            play.session().stop();
            play.awaitEnd();
            Demand.none(files(play.place()), "Files were left");
        }
    }

    private static List<Path> files(Workplace place) throws IOException {
        try (Stream<Path> files = Files.list(place.scratchDirectory())) {
            return new ArrayList<>(files.toList());
        }
    }
}
