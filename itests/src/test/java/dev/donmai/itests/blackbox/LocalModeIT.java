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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a platform would do for a session becomes files and a branch on this machine. */
class LocalModeIT {

    private static final String BRANCH = "agent/s-1";

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    private TestRepository repository;

    @BeforeEach
    void allowARepository() {
        repository = TestRepository.create(home.temporary().resolve("sample"));
        home.project("sample", repository);
        home.program("gh", "#!/bin/sh\ntouch '" + home.temporary().resolve("gh") + "'\n");
    }

    /** Runs a session about an issue to its end; its record. */
    private JsonNode run(String workType, String script) {
        ControlApi api = home.start().api();
        ObjectNode spec = Specs.agent("s-1", "sample", "command", "");
        ((ObjectNode) spec.path("detail"))
                .put("stagePrompt", script)
                .put("issueId", "issue-1")
                .put("issueIdentifier", "SHOP-1")
                .put("title", "Fix the cart")
                .put("workType", workType);
        api.accept(spec);
        return api.awaitEnd("s-1");
    }

    private JsonNode json(String name) throws IOException {
        return Json.mapper().readTree(home.session("s-1").resolve(name).toFile());
    }

    private String branch() {
        return repository.git("for-each-ref", "--format=%(objectname)", "refs/heads/" + BRANCH);
    }

    @Test
    void aDevelopmentLeavesItsBranchItsPullRequestAndItsIssue() throws IOException {
        JsonNode record = run(
                "development",
                "echo more >> README; git -c user.name=A -c user.email=a@example.invalid commit -qam 'Fix it';"
                        + " echo left > lying; echo WORK_RESULT:passed");

        JsonNode file = json("result.json");
        assertThat(record.path("result")).isEqualTo(file);
        assertThat(file.path("delivered").asBoolean(true)).isFalse();
        JsonNode result = file.path("result");
        assertThat(result.path("status").asText()).as("%s", record).isEqualTo("completed");
        assertThat(result.path("workResult").asText()).isEqualTo("passed");
        assertThat(result.path("backstopReport").path("pushed").asBoolean()).isTrue();
        assertThat(result.path("pullRequestUrl").asText())
                .isEqualTo(
                        home.session("s-1").resolve("pull-request.json").toUri().toString());

        String head = file.path("headCommit").asText();
        assertThat(branch()).isEqualTo(head);
        assertThat(repository.git("log", "--format=%s", "main.." + BRANCH)).isEqualTo("Backstop: SHOP-1 (s-1)\nFix it");
        assertThat(repository.git("show", "--format=", "--name-only", BRANCH)).isEqualTo("lying");
        assertThat(repository.git("status", "--porcelain"))
                .as("nothing that is checked out changes")
                .isEmpty();

        JsonNode request = json("pull-request.json");
        assertThat(request.path("title").asText()).isEqualTo("SHOP-1: Fix the cart");
        assertThat(request.path("branch").asText()).isEqualTo(BRANCH);
        assertThat(request.path("pushed").asBoolean()).isTrue();
        assertThat(request.path("commits"))
                .extracting(commit -> commit.path("subject").asText())
                .containsExactly("Fix it", "Backstop: SHOP-1 (s-1)");

        assertThat(Files.readAllLines(home.session("s-1").resolve("issue.ndjson")))
                .singleElement()
                .asString()
                .contains("\"issueId\":\"issue-1\"", "\"status\":\"Finished\"");

        Path tree = home.state()
                .resolve("workareas")
                .resolve(record.path("archiveId").asText())
                .resolve("tree");
        assertThat(TestRepository.git(tree, "rev-parse", "HEAD")).isEqualTo(head);
        assertThat(tree.resolve("lying")).hasContent("left");
        assertThat(home.temporary().resolve("gh")).doesNotExist();
    }

    @Test
    void aFailedDevelopmentLeavesItsBranchAlone() {
        JsonNode result =
                run("development", "echo left > lying; exit 3").path("result").path("result");

        assertThat(result.path("status").asText()).isEqualTo("failed");
        assertThat(result.path("failureMode").asText()).isEqualTo("provider-error");
        assertThat(branch()).isNotEmpty();
        assertThat(home.session("s-1").resolve("pull-request.json")).doesNotExist();
        assertThat(home.session("s-1").resolve("issue.ndjson")).doesNotExist();
    }

    @Test
    void anExaminationLeavesItsVerdictAlone() throws IOException {
        run("qa", "echo left > lying; echo WORK_RESULT:failed");

        assertThat(branch()).isEmpty();
        assertThat(home.session("s-1").resolve("pull-request.json")).doesNotExist();
        assertThat(Files.readAllLines(home.session("s-1").resolve("issue.ndjson")))
                .singleElement()
                .asString()
                .contains("\"status\":\"Rejected\"");
    }
}
