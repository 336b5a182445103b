package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a platform would do for a session becomes files and a branch on this machine. */
class LocalModeIT {

    @RegisterExtension
    static final DaemonHome HOME = new DaemonHome();

    private static TestRepository repository;

    @BeforeAll
    static void allowARepository() {
        repository = TestRepository.create(HOME.temporary().resolve("sample"));
        HOME.project("sample", repository);
        HOME.program("gh", "#!/bin/sh\ntouch '" + HOME.temporary().resolve("gh") + "'\n");
    }

    /** Runs a session about an issue to its end; its record. */
    private static JsonNode run(String id, String workType, String script) {
        ControlApi api = HOME.running().api();
        ObjectNode spec = Specs.agent(id, "sample", "command", "");
        ((ObjectNode) spec.path("detail"))
                .put("stagePrompt", script)
                .put("issueId", "issue-1")
                .put("issueIdentifier", "SHOP-1")
                .put("title", "Fix the cart")
                .put("workType", workType);
        api.accept(spec);
        return api.awaitEnd(id);
    }

    private static JsonNode json(String id, String name) throws IOException {
        return Json.mapper().readTree(HOME.session(id).resolve(name).toFile());
    }

    private static String branch(String id) {
        return repository.git("for-each-ref", "--format=%(objectname)", "refs/heads/agent/" + id);
    }

    @Test
    void aDevelopmentLeavesItsBranchItsPullRequestAndItsIssue() throws IOException {
        JsonNode record = run(
                "s-1",
                "development",
                "echo more >> README; git -c user.name=A -c user.email=a@example.invalid commit -qam 'Fix it';"
                        + " echo left > lying; echo WORK_RESULT:passed");

        JsonNode file = json("s-1", "result.json");
        assertThat(record.path("result")).isEqualTo(file);
        assertThat(file.path("delivered").asBoolean(true)).isFalse();
        JsonNode result = file.path("result");
        assertThat(result.path("status").asText()).as("%s", record).isEqualTo("completed");
        assertThat(result.path("workResult").asText()).isEqualTo("passed");
        assertThat(result.path("backstopReport").path("pushed").asBoolean()).isTrue();
        assertThat(result.path("pullRequestUrl").asText())
                .isEqualTo(
                        HOME.session("s-1").resolve("pull-request.json").toUri().toString());

        String head = file.path("headCommit").asText();
        assertThat(branch("s-1")).isEqualTo(head);
        assertThat(repository.git("log", "--format=%s", "main..agent/s-1")).isEqualTo("Backstop: SHOP-1 (s-1)\nFix it");
        assertThat(repository.git("show", "--format=", "--name-only", "agent/s-1"))
                .isEqualTo("lying");
        assertThat(repository.git("status", "--porcelain"))
                .as("nothing that is checked out changes")
                .isEmpty();

        JsonNode request = json("s-1", "pull-request.json");
        assertThat(request.path("title").asText()).isEqualTo("SHOP-1: Fix the cart");
        assertThat(request.path("branch").asText()).isEqualTo("agent/s-1");
        assertThat(request.path("pushed").asBoolean()).isTrue();
        assertThat(request.path("commits"))
                .extracting(commit -> commit.path("subject").asText())
                .containsExactly("Fix it", "Backstop: SHOP-1 (s-1)");

        assertThat(Files.readAllLines(HOME.session("s-1").resolve("issue.ndjson")))
                .singleElement()
                .asString()
                .contains("\"issueId\":\"issue-1\"", "\"status\":\"Finished\"");

        Path tree = HOME.state()
                .resolve("workareas")
                .resolve(record.path("archiveId").asText())
                .resolve("tree");
        assertThat(TestRepository.git(tree, "rev-parse", "HEAD")).isEqualTo(head);
        assertThat(tree.resolve("lying")).hasContent("left");
        assertThat(HOME.temporary().resolve("gh")).doesNotExist();
    }

    @Test
    void aFailedDevelopmentLeavesItsBranchAlone() {
        JsonNode result = run("s-2", "development", "echo left > lying; exit 3")
                .path("result")
                .path("result");

        assertThat(result.path("status").asText()).isEqualTo("failed");
        assertThat(result.path("failureMode").asText()).isEqualTo("provider-error");
        assertThat(branch("s-2")).isNotEmpty();
        assertThat(HOME.session("s-2").resolve("pull-request.json")).doesNotExist();
        assertThat(HOME.session("s-2").resolve("issue.ndjson")).doesNotExist();
    }

    @Test
    void anExaminationLeavesItsVerdictAlone() throws IOException {
        run("s-3", "qa", "echo left > lying; echo WORK_RESULT:failed");

        assertThat(branch("s-3")).isEmpty();
        assertThat(HOME.session("s-3").resolve("pull-request.json")).doesNotExist();
        assertThat(Files.readAllLines(HOME.session("s-3").resolve("issue.ndjson")))
                .singleElement()
                .asString()
                .contains("\"status\":\"Rejected\"");
    }
}
