package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.worker.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions of a platform, with real git, a bare repository on this machine and a program in the place of {@code gh}. A test runs its
 * session in its own process unless it has to look on or to send signals.
 */
@Timeout(300)
abstract class SessionOfPlatform {

    static final String BRANCH = "agent/s-1";
    static final String PULL_REQUEST = "https://github.com/acme/shop/pull/7";

    @TempDir
    Path root;

    Stage stage;
    StandIn standIn;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        stage = new Stage(root).remote();
        standIn = new StandIn().only("issue-tracker-proxy", 200, "{\"success\":true}");
        stage.program("gh", "echo \"$*\" >> " + root + "/gh.log; echo " + PULL_REQUEST);
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
        stage.clear();
    }

    Run begin(String workType, String script) throws IOException {
        return stage.platform(standIn, workType).script(script).startQuick();
    }

    Ended end(String workType, String script) throws IOException {
        return stage.platform(standIn, workType).script(script).runHere();
    }

    JsonNode runApart(String workType, String script) throws IOException, InterruptedException {
        Run run = begin(workType, script);
        run.await();
        return run.printed();
    }

    JsonNode run(String workType, String script) throws IOException {
        return end(workType, script).printed();
    }

    boolean asked(String program) {
        return Files.exists(root.resolve(program + ".log"));
    }

    String head() throws IOException, InterruptedException {
        return Stage.git(stage.worktree(), "rev-parse", "HEAD");
    }

    String subject() throws IOException, InterruptedException {
        return Stage.git(stage.worktree(), "log", "-1", "--format=%s");
    }

    void assertReported(String status) {
        assertThat(standIn.calls("completion")).hasSize(1);
        assertThat(standIn.calls("status"))
                .filteredOn(call -> !call.body().path("status").asText().equals("running"))
                .singleElement()
                .satisfies(
                        call -> assertThat(call.body().path("status").asText()).isEqualTo(status));
    }

    /** Whether everything is committed and nothing of it has left the working copy. */
    void assertSavedHereAlone() throws IOException, InterruptedException {
        assertThat(Stage.git(stage.worktree(), "status", "--porcelain")).isEmpty();
        assertThat(subject()).isEqualTo("Backstop: A-1 (s-1)");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(asked("gh")).isFalse();
    }
}
