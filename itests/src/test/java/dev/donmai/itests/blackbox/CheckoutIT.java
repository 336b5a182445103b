package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.Gate;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an agent finds: every way to clone with every kind of ref. */
class CheckoutIT {

    @RegisterExtension
    static final DaemonHome HOME = new DaemonHome();

    private static TestRepository repository;
    private static Gate gate;

    @BeforeAll
    static void allowRepositories() {
        repository = TestRepository.create(HOME.temporary().resolve("sample"));
        for (String strategy : List.of("shallow", "full", "reference-clone")) {
            // The entry is found by its id: all have the same repository.
            HOME.project(strategy, repository.url(), strategy);
        }
        TestRepository gated = TestRepository.create(HOME.temporary().resolve("gated"));
        gate = Gate.before(gated, HOME);
        HOME.project("shared", gate.url(), "reference-clone").putObject("git").put("sshKey", gate.key());
    }

    /** Each strategy and each kind of ref once or twice; every pair of them is checked out in the tests of {@code dev.donmai.git}. */
    @Test
    void theStrategyAndTheRefOfASessionAreTheOnesThatTheAgentFinds() {
        String oldest = repository.head();
        repository.write("tagged", "yes\n").commitAll("to be tagged");
        String tagged = repository.head();
        repository.git("tag", "v1");
        repository.git(
                "-c", "user.name=T", "-c", "user.email=t@example.invalid", "tag", "-a", "v1-annotated", "-m", "v1");
        repository.git("checkout", "--quiet", "-b", "feature/one");
        repository.write("feature", "yes\n").commitAll("on a branch");
        String feature = repository.head();
        repository.git("checkout", "--quiet", "main");
        repository.write("latest", "yes\n").commitAll("latest");
        String latest = repository.head();
        ControlApi api = HOME.running().api();
        List<Wanted> all = List.of(
                new Wanted("c-1", "full", "", latest),
                new Wanted("c-2", "reference-clone", "main", latest),
                new Wanted("c-3", "shallow", "feature/one", feature),
                new Wanted("c-4", "reference-clone", "v1", tagged),
                new Wanted("c-5", "full", "v1-annotated", tagged),
                new Wanted("c-6", "shallow", oldest, oldest));
        for (Wanted wanted : all) {
            api.accept(Specs.shell(
                            wanted.id(),
                            wanted.strategy(),
                            "git rev-parse HEAD; git symbolic-ref HEAD; git rev-list --count HEAD")
                    .put("ref", wanted.ref()));
        }
        for (Wanted wanted : all) {
            JsonNode record = api.awaitEnd(wanted.id());
            assertThat(record.path("handle").path("exit").path("reason").asText())
                    .as("%s: %s", wanted, record)
                    .isEqualTo("completed");
            assertThat(record.path("result").path("baseCommit").asText())
                    .as("%s", wanted)
                    .isEqualTo(wanted.commit());
            List<String> seen = api.get("/api/daemon/sessions/" + wanted.id() + "/output")
                    .body()
                    .lines()
                    .toList();
            String history =
                    wanted.strategy().equals("shallow") ? "1" : repository.git("rev-list", "--count", wanted.commit());
            assertThat(seen)
                    .as("%s", wanted)
                    .startsWith(wanted.commit(), "refs/heads/agent/" + wanted.id())
                    .endsWith(history);
        }
    }

    private record Wanted(String id, String strategy, String ref, String commit) {}

    @Test
    void sessionsThatShareAMirrorKeepTreesOfTheirOwn() throws IOException {
        ControlApi api = HOME.running().api();
        long before = mirrors();
        List<String> ids = IntStream.rangeClosed(1, 4).mapToObj(n -> "s-" + n).toList();
        for (String id : ids) {
            api.accept(Specs.shell(
                    id,
                    "shared",
                    "echo " + id + " > README\n" + "git -c user.name=A -c user.email=a@example.invalid commit -qam "
                            + id));
        }
        gate.awaitCaller();
        gate.open();
        for (String id : ids) {
            JsonNode record = api.awaitEnd(id);
            assertThat(record.path("handle").path("exit").path("reason").asText())
                    .isEqualTo("completed");
            Path tree = HOME.state()
                    .resolve("workareas")
                    .resolve(record.path("archiveId").asText())
                    .resolve("tree");
            assertThat(tree.resolve("README")).hasContent(id);
            assertThat(TestRepository.git(tree, "log", "--format=%s")).isEqualTo(id + "\nfirst");
        }
        assertThat(mirrors()).isEqualTo(before + 1);
    }

    private static long mirrors() throws IOException {
        Path folder = HOME.state().resolve("mirrors");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> mirrors = Files.list(folder)) {
            return mirrors.filter(Files::isDirectory).count();
        }
    }

    @Test
    void aRefThatIsNotThereFailsTheSessionAndSaysSo() {
        ControlApi api = HOME.running().api();
        api.accept(Specs.shell("s-9", "shallow", "true").put("ref", "no-such-branch"));
        JsonNode record = api.awaitEnd("s-9");
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("failed");
        assertThat(record.path("result").toString()).contains("no-such-branch");
        assertThat(HOME.state().resolve("worktrees").resolve("s-9")).doesNotExist();
    }
}
