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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an agent finds: every way to clone with every kind of ref. */
class CheckoutIT {

    private static final List<String> STRATEGIES = List.of("shallow", "full", "reference-clone");

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    @Test
    void everyStrategyChecksOutEveryKindOfRef() {
        TestRepository repository = TestRepository.create(home.temporary().resolve("sample"));
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
        Map<String, String> refs = new LinkedHashMap<>();
        refs.put("", latest);
        refs.put("main", latest);
        refs.put("feature/one", feature);
        refs.put("v1", tagged);
        refs.put("v1-annotated", tagged);
        refs.put(oldest, oldest);
        STRATEGIES.forEach(strategy -> home.project(strategy, repository.url(), strategy));
        // The entry is found by its id: all have the same repository.
        ControlApi api = home.capacity(STRATEGIES.size() * refs.size()).start().api();

        Map<String, String> expected = new LinkedHashMap<>();
        for (String strategy : STRATEGIES) {
            refs.forEach((ref, commit) -> {
                String id = strategy + "-" + expected.size();
                expected.put(id, commit);
                api.accept(Specs.shell(
                                id, strategy, "git rev-parse HEAD; git symbolic-ref HEAD; git rev-list --count HEAD")
                        .put("ref", ref));
            });
        }
        expected.forEach((id, commit) -> {
            JsonNode record = api.awaitEnd(id);
            assertThat(record.path("handle").path("exit").path("reason").asText())
                    .as("%s at %s: %s", id, commit, record)
                    .isEqualTo("completed");
            assertThat(record.path("result").path("baseCommit").asText()).as(id).isEqualTo(commit);
            List<String> seen = api.get("/api/daemon/sessions/" + id + "/output")
                    .body()
                    .lines()
                    .toList();
            assertThat(seen).as(id).startsWith(commit, "refs/heads/agent/" + id);
            long history = Long.parseLong(seen.getLast());
            if (id.startsWith("shallow")) {
                assertThat(history).as(id).isEqualTo(1);
            } else {
                assertThat(history).as(id).isEqualTo(Long.parseLong(repository.git("rev-list", "--count", commit)));
            }
        });
    }

    @Test
    void sessionsThatShareAMirrorKeepTreesOfTheirOwn() throws IOException {
        TestRepository repository = TestRepository.create(home.temporary().resolve("sample"));
        Gate gate = Gate.before(repository, home);
        home.project("shared", gate.url(), "reference-clone").putObject("git").put("sshKey", gate.key());
        ControlApi api = home.start().api();
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
            Path tree = home.state()
                    .resolve("workareas")
                    .resolve(record.path("archiveId").asText())
                    .resolve("tree");
            assertThat(tree.resolve("README")).hasContent(id);
            assertThat(TestRepository.git(tree, "log", "--format=%s")).isEqualTo(id + "\nfirst");
        }
        try (Stream<Path> mirrors = Files.list(home.state().resolve("mirrors"))) {
            assertThat(mirrors.filter(Files::isDirectory)).hasSize(1);
        }
    }

    @Test
    void aRefThatIsNotThereFailsTheSessionAndSaysSo() {
        home.project("sample", TestRepository.create(home.temporary().resolve("sample")));
        ControlApi api = home.start().api();
        api.accept(Specs.shell("s-1", "sample", "true").put("ref", "no-such-branch"));
        JsonNode record = api.awaitEnd("s-1");
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("failed");
        assertThat(record.path("result").toString()).contains("no-such-branch");
        assertThat(home.state().resolve("worktrees").resolve("s-1")).doesNotExist();
    }
}
