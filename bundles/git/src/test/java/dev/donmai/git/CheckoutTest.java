package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.donmai.files.TreeDelete;
import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(GitBackend.class)
class CheckoutTest {
    private final GitBackend backend;
    private final Sandbox sandbox;
    private final Path destination;
    private Path source;

    CheckoutTest(GitBackend backend, @TempDir Path temporary) throws IOException {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        source = sandbox.history("source");
        destination = sandbox.root.resolve("work/area");
    }

    private CheckoutRequest request() {
        return CheckoutRequest.of(source.toString(), destination).withMirrors(sandbox.root.resolve("mirrors"));
    }

    private CheckoutResult checkOut(CheckoutRequest request) throws Exception {
        return sandbox.git(backend).checkOut(request);
    }

    private GitException failure(CheckoutRequest request) {
        return catchThrowableOfType(GitException.class, () -> checkOut(request));
    }

    private String head() {
        return sandbox.run(destination, "rev-parse", "HEAD");
    }

    private String tip(String revision) {
        return sandbox.run(source, "rev-parse", revision + "^{commit}");
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void withoutARefTheDefaultBranchIsCheckedOut(CloneStrategy strategy) throws Exception {
        sandbox.run(source, "checkout", "-q", "side");

        CheckoutResult result = checkOut(request().withStrategy(strategy));

        assertThat(result)
                .isEqualTo(new CheckoutResult(tip("side"), "side", strategy, RefKind.BRANCH, "refs/heads/side", ""));
        assertThat(head()).isEqualTo(tip("side"));
        assertThat(destination.resolve("side.txt")).hasContent("side\n");
        assertThat(sandbox.run(destination, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/side");
        assertThat(sandbox.run(destination, "status", "--porcelain")).isEmpty();
        assertThat(sandbox.run(destination, "rev-parse", "--abbrev-ref", "@{upstream}"))
                .isEqualTo("origin/side");
    }

    @Test
    void noHookIsRunFromWhatIsCheckedOut() throws Exception {
        sandbox.run(source, "config", "--global", "core.hooksPath", "hooks");
        Path hook = source.resolve("hooks/post-checkout");
        Sandbox.write(hook, "#!/bin/sh\ntouch '" + sandbox.root + "/ran'\n");
        Sandbox.mode(hook, "rwxr-xr-x");
        sandbox.run(source, "-c", "core.hooksPath=/dev/null", "add", "hooks");
        sandbox.run(source, "-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", "Add a hook");

        checkOut(request());

        assertThat(destination.resolve("hooks/post-checkout")).exists();
        assertThat(sandbox.root.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void aRefIsABranchElseATagElseACommit(CloneStrategy strategy) throws Exception {
        String first = tip("v1");
        sandbox.run(source, "tag", "-a", "v1-annotated", "-m", "v1", "v1");
        assertRef(strategy, "side", RefKind.BRANCH, "refs/heads/side", tip("side"));
        assertRef(strategy, "both", RefKind.BRANCH, "refs/heads/both", tip("side"));
        assertRef(strategy, "refs/tags/both", RefKind.TAG, "refs/tags/both", first);
        assertRef(strategy, "v1", RefKind.TAG, "refs/tags/v1", first);
        assertRef(strategy, "v1-annotated", RefKind.TAG, "refs/tags/v1-annotated", first);
        assertRef(strategy, tip("main~1"), RefKind.COMMIT, tip("main~1"), tip("main~1"));
        assertRef(strategy, tip("main~1").substring(0, 10), RefKind.COMMIT, tip("main~1"), tip("main~1"));
    }

    private void assertRef(CloneStrategy strategy, String ref, RefKind kind, String full, String commit)
            throws Exception {
        CheckoutResult result =
                checkOut(request().withStrategy(strategy).withRef(ref).withBranch("agent/1"));
        assertThat(result.kind()).as(ref).isEqualTo(kind);
        assertThat(result.ref()).as(ref).isEqualTo(full);
        assertThat(result.commit()).as(ref).isEqualTo(commit);
        assertThat(head()).as(ref).isEqualTo(commit);
        assertThat(sandbox.run(destination, "symbolic-ref", "HEAD")).isEqualTo("refs/heads/agent/1");
        // A part of an id can only be found in the whole history.
        boolean whole = strategy != CloneStrategy.SHALLOW || (kind == RefKind.COMMIT && !ref.equals(commit));
        assertThat(sandbox.run(destination, "rev-list", "--count", "HEAD"))
                .as("history of %s", ref)
                .isEqualTo(whole ? sandbox.run(source, "rev-list", "--count", commit) : "1");
        assertThat(sandbox.git(backend).status(destination, commit))
                .isEqualTo(new WorkareaStatus("agent/1", commit, false, false));
        TreeDelete.delete(destination);
    }

    @ParameterizedTest
    @ValueSource(strings = {"side", "v1", "COMMIT"})
    void shallowBringsOneCommit(String ref) throws Exception {
        String wanted = ref.equals("COMMIT") ? tip("main~1") : ref;
        for (String address : List.of(source.toString(), source.toUri().toString())) {
            CheckoutResult result = checkOut(CheckoutRequest.of(address, destination)
                    .withStrategy(CloneStrategy.SHALLOW)
                    .withRef(wanted));

            assertThat(result.strategy()).isEqualTo(CloneStrategy.SHALLOW);
            assertThat(sandbox.run(destination, "rev-list", "--all", "--count")).isEqualTo("1");
            assertThat(result.branch()).isEqualTo(ref.equals("side") ? "side" : "");
            TreeDelete.delete(destination);
        }
    }

    @Test
    void aCommitThatNoBranchOrTagLeadsToIsFound() throws Exception {
        String lost = sandbox.commit(source, "lost.txt", "lost\n");
        sandbox.run(source, "reset", "-q", "--hard", "HEAD~1");
        sandbox.run(source, "config", "uploadpack.allowAnySHA1InWant", "true");

        for (CloneStrategy strategy : CloneStrategy.values()) {
            assertThat(checkOut(request().withStrategy(strategy).withRef(lost)).commit())
                    .isEqualTo(lost);
            assertThat(destination.resolve("lost.txt")).exists();
            TreeDelete.delete(destination);
        }
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void anUnknownRefIsRefusedWithWhatThereIs(CloneStrategy strategy) {
        for (String ref : List.of("nowhere", "refs/heads/nowhere", "deadbeef", "d".repeat(40))) {
            GitException e = failure(request().withStrategy(strategy).withRef(ref));

            assertThat(e.reason()).as(ref).isEqualTo(Reason.UNKNOWN_REF);
            assertThat(e).hasMessageContaining("\"" + ref + "\"").hasMessageContaining("both, main, side");
            assertThat(destination).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void aMissingRepositoryIsNamed(CloneStrategy strategy) {
        String missing = sandbox.root.resolve("missing").toString();
        for (String address : List.of(missing, "file://" + missing)) {
            GitException e = failure(CheckoutRequest.of(address, destination)
                    .withMirrors(sandbox.root.resolve("mirrors"))
                    .withStrategy(strategy));

            assertThat(e.reason()).isEqualTo(Reason.NO_REPOSITORY);
            assertThat(e).hasMessageContaining(missing);
            assertThat(destination).doesNotExist();
            assertThat(sandbox.root.resolve("mirrors"))
                    .satisfiesAnyOf(
                            mirrors -> assertThat(mirrors).doesNotExist(),
                            mirrors -> assertThat(mirrors).isDirectoryNotContaining(Files::isDirectory));
        }
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void aRepositoryWithoutCommitsIsRefused(CloneStrategy strategy) {
        source = sandbox.repository("empty");

        assertThat(failure(request().withStrategy(strategy)).reason()).isEqualTo(Reason.EMPTY_REPOSITORY);
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void aRemoteWithADetachedHeadGivesThatCommit(CloneStrategy strategy) throws Exception {
        sandbox.run(source, "checkout", "-q", "--detach", "v1");

        CheckoutResult result = checkOut(request().withStrategy(strategy));

        assertThat(result.kind()).isEqualTo(RefKind.COMMIT);
        assertThat(head()).isEqualTo(tip("v1"));
    }

    @ParameterizedTest
    @EnumSource(CloneStrategy.class)
    void aShallowRepositoryCanBeCheckedOutFrom(CloneStrategy strategy) throws Exception {
        sandbox.run(sandbox.root, "clone", "-q", "--depth=1", source.toUri().toString(), "thin");
        String tip = tip("main");
        source = sandbox.root.resolve("thin");

        checkOut(request().withStrategy(strategy));

        assertThat(head()).isEqualTo(tip);
        assertThat(destination.resolve("src/code.txt")).exists();
        assertThat(sandbox.run(destination, "rev-list", "--count", "HEAD")).isEqualTo("1");
    }

    @Test
    void aNonEmptyDestinationIsLeftAlone() {
        Sandbox.write(destination.resolve("mine.txt"), "mine");

        GitException e = failure(request());

        assertThat(e.reason()).isEqualTo(Reason.DESTINATION_EXISTS);
        assertThat(e).hasMessageContaining(destination.toString());
        assertThat(destination.resolve("mine.txt")).hasContent("mine");
        assertThat(destination.resolve(".git")).doesNotExist();
    }

    @Test
    void anEmptyDestinationIsFilledAndEmptyAgainAfterAFailure() throws Exception {
        Files.createDirectories(destination);

        assertThat(failure(request().withRef("nowhere")).reason()).isEqualTo(Reason.UNKNOWN_REF);
        assertThat(destination).isEmptyDirectory();

        checkOut(request());
        assertThat(destination.resolve("README.md")).hasContent("three\n");
    }

    @Test
    void namesThatGitWouldTakeForSomethingElseAreRefused() {
        Path trap = sandbox.root.resolve("trap");
        for (String address : List.of(
                "--upload-pack=touch " + trap,
                "ext::sh -c \"touch " + trap + "\"",
                "ssh://-oProxyCommand=x/y",
                "",
                "a\nb")) {
            assertThat(failure(CheckoutRequest.of(address, destination)).reason())
                    .as(address)
                    .isEqualTo(Reason.BAD_REQUEST);
        }
        for (String ref : List.of("-d", "a..b", "a b", "main~1", "x:y", "@{-1}")) {
            assertThat(failure(request().withRef(ref)).reason()).as(ref).isEqualTo(Reason.BAD_REQUEST);
            assertThat(failure(request().withBranch(ref)).reason()).as(ref).isEqualTo(Reason.BAD_REQUEST);
        }
        for (String branch : List.of("HEAD", "x".repeat(251))) {
            assertThat(failure(request().withBranch(branch)).reason())
                    .as(branch)
                    .isEqualTo(Reason.BAD_REQUEST);
        }
        assertThat(trap).doesNotExist();
        assertThat(destination).doesNotExist();
    }

    @Test
    void ourOwnDirectoriesAreInvisibleToGit() throws Exception {
        checkOut(request());
        Sandbox.write(destination.resolve(".agent/state.json"), "{}");
        Sandbox.write(destination.resolve(".donmai/kit"), "x");

        assertThat(sandbox.run(destination, "status", "--porcelain")).isEmpty();
    }

    @Test
    void anAgentCanCommitWhereNobodyHasConfiguredAName() throws Exception {
        checkOut(request());

        sandbox.exec(destination, List.of("git", "commit", "-q", "--allow-empty", "-m", "Mine"));

        assertThat(sandbox.run(destination, "log", "-1", "--format=%an <%ae>"))
                .isEqualTo("Donmai agent <agent@donmai.invalid>");
    }

    @Test
    void aConfiguredNameIsKept() throws Exception {
        Sandbox.write(sandbox.home.resolve(".gitconfig"), "[user]\n\tname = Grace\n\temail = grace@example.org\n");
        checkOut(request());

        sandbox.exec(destination, List.of("git", "commit", "-q", "--allow-empty", "-m", "Mine"));

        assertThat(sandbox.run(destination, "log", "-1", "--format=%an")).isEqualTo("Grace");
    }

    @Test
    void hooksOfATemplateAreNotBroughtAlong() throws Exception {
        Path ran = sandbox.root.resolve("ran");
        Path template = sandbox.directory("template/hooks");
        Sandbox.write(template.resolve("post-checkout"), "#!/bin/sh\ntouch " + ran + "\n");
        Sandbox.mode(template.resolve("post-checkout"), "rwxr-xr-x");
        Sandbox.write(sandbox.home.resolve(".gitconfig"), "[init]\n\ttemplateDir = " + template.getParent() + "\n");

        checkOut(request());

        assertThat(ran).doesNotExist();
        assertThat(destination.resolve(".git/hooks/post-checkout")).doesNotExist();
    }

    @Test
    void theOriginIsTheRepositoryAndCanBeFetchedFromAndPushedTo() throws Exception {
        for (CloneStrategy strategy : CloneStrategy.values()) {
            checkOut(request().withStrategy(strategy).withBranch("agent/" + strategy.key()));
            assertThat(sandbox.run(destination, "remote", "get-url", "origin")).isEqualTo(source.toString());
            sandbox.commit(destination, strategy.key() + ".txt", "x\n");
            sandbox.run(destination, "push", "-q", "-u", "origin", "HEAD");

            assertThat(tip("agent/" + strategy.key())).isEqualTo(head());
            sandbox.run(destination, "fetch", "-q");
            TreeDelete.delete(destination);
        }
    }

    @Test
    void pathsWithBlanksAndPercentSignsAndAHomeDirectoryWork() throws Exception {
        Path odd = sandbox.root.resolve("home/an odd %41 näme");
        Files.move(source, odd);
        source = odd;
        for (String address : List.of(odd.toString(), odd.toUri().toString(), "~/an odd %41 näme")) {
            checkOut(CheckoutRequest.of(address, destination).withStrategy(CloneStrategy.SHALLOW));
            assertThat(head()).isEqualTo(tip("main"));
            TreeDelete.delete(destination);
        }
    }
}
