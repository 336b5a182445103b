package dev.donmai.providers.fakes;

import dev.donmai.api.vcs.Workarea;
import dev.donmai.providers.echo.EchoRuntime;
import dev.donmai.providers.fakes.faults.Notebook;
import dev.donmai.providers.filetracker.FileTracker;
import dev.donmai.providers.git.GitProvider;
import dev.donmai.providers.platformtracker.PlatformTracker;
import dev.donmai.providers.stub.StubRuntime;
import dev.donmai.tck.AgentRuntimeTck;
import dev.donmai.tck.DrivesProgram;
import dev.donmai.tck.Effort;
import dev.donmai.tck.IssueTrackerTck;
import dev.donmai.tck.ProviderTck;
import dev.donmai.tck.Scenario;
import dev.donmai.tck.VcsTck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The tests of the providers that fakes are made from. They are run from here alone, so their names say nothing to a build. */
final class Sound {

    /** Enough to tell a fault from its absence. */
    private static final Effort LITTLE = new Effort(2, 200, 64 << 10, Duration.ofSeconds(3));

    private static final Path REPORT = Path.of("target", "tck", "fake.txt");

    private Sound() {}

    /** A runtime without a program. */
    static final class Stub extends AgentRuntimeTck {

        @Override
        protected Optional<Scenario> endless() {
            return Optional.of(Scenario.plain().config("stub.behavior", "hang-then-timeout"));
        }

        @Override
        protected Set<String> honoured() {
            return Set.of("systemPromptAppend", "disallowedTools", "maxTurns", "model");
        }

        @Override
        protected Effort effort() {
            return LITTLE;
        }

        @Override
        protected Path report() {
            return REPORT;
        }
    }

    /** A runtime with a program. */
    static final class Echo extends AgentRuntimeTck implements DrivesProgram {

        @Override
        public Scenario driving(Path program) {
            return Scenario.plain().setting("path", program.toString());
        }

        @Override
        public String saying(String text) {
            return text + "\n";
        }

        @Override
        protected Effort effort() {
            return LITTLE;
        }

        @Override
        protected Path report() {
            return REPORT;
        }
    }

    /** A tracker with a service or without one. */
    static final class Tracker extends IssueTrackerTck {

        @Override
        protected Effort effort() {
            return LITTLE;
        }

        @Override
        protected Path report() {
            return REPORT;
        }
    }

    /** Version control without a program. */
    static final class Notes extends VcsTck {

        @Override
        public Workarea checkOut(Path directory) throws IOException {
            Path repository = Files.createDirectory(directory.resolve("repository"));
            Path copy = Files.createDirectories(directory.resolve("copy"));
            Files.createDirectory(copy.resolve(Notebook.MARK));
            return new Workarea(copy, repository.toString(), "", "main");
        }

        @Override
        public void commitElsewhere(Workarea workarea, String branch) throws IOException {
            Files.writeString(Path.of(workarea.repository()).resolve(branch), "theirs");
        }

        @Override
        protected Effort effort() {
            return LITTLE;
        }

        @Override
        protected Path report() {
            return REPORT;
        }
    }

    /**
     * A provider without a fault.
     *
     * @param tck its tests
     * @param jar the JAR that fakes are made from
     */
    record Base(Class<? extends ProviderTck> tck, Supplier<FakeJar> jar) {}

    /** All that fakes are made from. */
    static List<Base> bases() {
        return List.of(
                new Base(Stub.class, () -> FakeJar.of(StubRuntime.class)),
                new Base(Echo.class, () -> FakeJar.of(EchoRuntime.class)),
                new Base(Tracker.class, () -> FakeJar.of(FileTracker.class)),
                new Base(Tracker.class, () -> FakeJar.of(PlatformTracker.class)),
                new Base(Notes.class, () -> FakeJar.of(GitProvider.class).loading(Notebook.class)));
    }
}
