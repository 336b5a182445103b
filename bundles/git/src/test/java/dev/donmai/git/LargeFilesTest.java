package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.git.PushResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a {@code git-lfs} that notes what it is told; only native git knows it. */
class LargeFilesTest {
    private final Sandbox sandbox;
    private final Path origin;
    private final Path area;

    LargeFilesTest(@TempDir Path temporary) throws IOException {
        sandbox = new Sandbox(temporary.toRealPath());
        origin = sandbox.root.resolve("origin.git");
        area = sandbox.root.resolve("area");
    }

    @BeforeEach
    void checkOut() throws Exception {
        sandbox.program(
                "git-lfs",
                "echo \"$@\" >> '" + sandbox.root + "/lfs.log'\n" + "case \"$1\" in\n"
                        + "clean) sed 's/^/pointer to /';;\n"
                        + "pre-push) cat >> '" + sandbox.root + "/lfs.log'; git config lfs.storage >> '" + sandbox.root
                        + "/lfs.log';;\n" + "esac\n");
        Path source = sandbox.history("source");
        sandbox.run(sandbox.root, "clone", "-q", "--bare", source.toString(), origin.toString());
        git().checkOut(CheckoutRequest.of(origin.toString(), area).withBranch("agent/1"));
        Sandbox.write(area.resolve(".gitattributes"), "*.bin filter=lfs\n");
        Sandbox.write(area.resolve("large.bin"), "content\n");
    }

    private Git git() {
        return sandbox.git(GitBackend.NATIVE);
    }

    @Test
    void theFilterOfTheUserIsInForceAndItsFilesAreSentBeforeTheCommits() throws Exception {
        Sandbox.write(sandbox.home.resolve(".gitconfig"), "[filter \"lfs\"]\n\tclean = git-lfs clean -- %f\n");
        Files.createDirectories(area.resolve(".git/lfs/objects"));
        String commit;
        try (Staging staging = git().stage(area, Duration.ofMinutes(1))) {
            assertThat(staging.files()).noneMatch(StagedFile::unfiltered);
            commit = staging.commit("Save it");
        }
        assertThat(sandbox.run(area, "show", "HEAD:large.bin")).isEqualTo("pointer to content");

        PushResult result = git().push(new PushOrder(
                area, commit, "agent/1", origin.toString(), GitCredentials.NONE, Duration.ofMinutes(1)));

        assertThat(result.state()).isEqualTo(State.PUSHED);
        assertThat(sandbox.root.resolve("lfs.log"))
                .content()
                .endsWith("pre-push " + origin + " " + origin + "\nrefs/heads/agent/1 " + commit
                        + " refs/heads/agent/1 " + "0".repeat(40) + "\n" + area.resolve(".git/lfs") + "\n");
    }

    @Test
    void aFilterThatOnlyTheWorkingCopyNamesIsNotInForce() throws Exception {
        sandbox.run(area, "config", "filter.lfs.clean", "touch " + sandbox.root + "/ran");

        try (Staging staging = git().stage(area, Duration.ofMinutes(1))) {
            assertThat(staging.files())
                    .filteredOn(StagedFile::unfiltered)
                    .extracting(StagedFile::path)
                    .containsExactly("large.bin");
        }
        assertThat(sandbox.root.resolve("ran")).doesNotExist();
    }
}
