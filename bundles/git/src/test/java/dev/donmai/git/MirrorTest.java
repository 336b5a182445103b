package dev.donmai.git;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.donmai.files.PathLock;
import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(GitBackend.class)
class MirrorTest {
    private final GitBackend backend;
    private final Sandbox sandbox;
    private final Path source;
    private final Path mirrors;
    private final String key;

    MirrorTest(GitBackend backend, @TempDir Path temporary) throws Exception {
        this.backend = backend;
        sandbox = new Sandbox(temporary.toRealPath());
        source = sandbox.history("source");
        mirrors = sandbox.root.resolve("mirrors");
        key = RepositoryUrl.parse(source.toString(), sandbox.home).key();
    }

    private CheckoutRequest request(String name) {
        return CheckoutRequest.of(source.toString(), sandbox.root.resolve(name))
                .withStrategy(CloneStrategy.REFERENCE_CLONE)
                .withMirrors(mirrors);
    }

    private CheckoutResult checkOut(String name) throws Exception {
        return sandbox.git(backend).checkOut(request(name));
    }

    private long fetches() throws IOException {
        return new FetchCount(mirrors.resolve(key + ".fetches"), GitCredentials.NONE).started();
    }

    private String tip() {
        return sandbox.run(source, "rev-parse", "HEAD");
    }

    @Test
    void theObjectsAreBorrowedAndTheOriginIsTheRepository() throws Exception {
        checkOut("a");

        Path area = sandbox.root.resolve("a");
        assertThat(area.resolve(".git/objects/info/alternates"))
                .hasContent(mirrors.resolve(key).resolve("objects").toString());
        assertThat(area.resolve(".git/objects/pack"))
                .satisfiesAnyOf(
                        pack -> assertThat(pack).doesNotExist(),
                        pack -> assertThat(pack).isEmptyDirectory());
        assertThat(sandbox.run(area, "remote", "get-url", "origin")).isEqualTo(source.toString());
        assertThat(sandbox.run(area, "branch", "-r", "--format=%(refname)"))
                .isEqualTo("refs/remotes/origin/both\nrefs/remotes/origin/main\nrefs/remotes/origin/side");
        assertThat(sandbox.run(area, "tag")).isEqualTo("both\nv1");
        assertThat(sandbox.run(area, "fsck", "--no-dangling")).isEmpty();
        assertThat(sandbox.run(mirrors.resolve(key), "config", "gc.auto")).isEqualTo("0");
        assertThat(sandbox.run(mirrors.resolve(key), "config", "gc.pruneExpire"))
                .isEqualTo("never");
    }

    @Test
    void aCheckOutSeesWhatWasPushedBeforeIt() throws Exception {
        checkOut("a");
        String pushed = sandbox.commit(source, "new.txt", "new\n");

        assertThat(checkOut("b").commit()).isEqualTo(pushed);
    }

    @Test
    void sessionsThatWaitedShareOneFetch() throws Exception {
        Files.createDirectories(mirrors);
        List<FutureTask<CheckoutResult>> sessions = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (PathLock _ = hold()) {
            for (String name : List.of("a", "b", "c", "d")) {
                sessions.add(start(threads, () -> checkOut(name)));
            }
            await().atMost(60, SECONDS).until(() -> threads.stream().allMatch(MirrorTest::waitsForTheMirror));
        }

        for (FutureTask<CheckoutResult> session : sessions) {
            assertThat(session.get(60, SECONDS).commit()).isEqualTo(tip());
        }
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void aFetchThatWasUnderWayBeforeTheRequestIsNotEnough() throws Exception {
        checkOut("a");
        FetchCount count = new FetchCount(mirrors.resolve(key + ".fetches"), GitCredentials.NONE);
        List<Thread> threads = new ArrayList<>();
        FutureTask<CheckoutResult> session;
        try (PathLock _ = hold()) {
            long running = count.start();
            session = start(threads, () -> checkOut("b"));
            await().atMost(60, SECONDS).until(() -> waitsForTheMirror(threads.getFirst()));
            sandbox.commit(source, "new.txt", "new\n");
            count.complete(running);
        }

        assertThat(session.get(60, SECONDS).commit()).isEqualTo(tip());
        assertThat(fetches()).isEqualTo(3);
    }

    private PathLock hold() throws Exception {
        return PathLock.tryAcquire(mirrors.resolve(key + ".lock")).orElseThrow();
    }

    private static FutureTask<CheckoutResult> start(List<Thread> threads, Callable<CheckoutResult> session) {
        FutureTask<CheckoutResult> task = new FutureTask<>(session);
        threads.add(Thread.ofPlatform().daemon().name("session").start(task));
        return task;
    }

    private static boolean waitsForTheMirror(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(PathLock.class.getName()));
    }

    @Test
    void aFetchWithOtherCredentialsIsNotReused() throws Exception {
        FetchCount mine = new FetchCount(sandbox.root.resolve("fetches"), GitCredentials.NONE);
        FetchCount yours = new FetchCount(sandbox.root.resolve("fetches"), new GitCredentials("/key", ""));

        yours.complete(yours.start());

        assertThat(yours.completed()).isEqualTo(1);
        assertThat(mine.completed()).isZero();
        assertThat(mine.started()).isEqualTo(1);
    }

    @Test
    void branchesThatAreGoneAtTheRemoteAreGoneInTheMirrorAndBorrowersKeepWorking() throws Exception {
        sandbox.git(backend).checkOut(request("a").withRef("side"));
        sandbox.run(source, "branch", "-D", "side", "both");
        sandbox.run(source, "reflog", "expire", "--expire=now", "--all");
        sandbox.run(source, "gc", "-q", "--prune=now");

        checkOut("b");

        assertThat(sandbox.run(sandbox.root.resolve("b"), "branch", "-r", "--format=%(refname)"))
                .isEqualTo("refs/remotes/origin/main");
        assertThat(sandbox.run(sandbox.root.resolve("a"), "fsck", "--no-dangling"))
                .isEmpty();
        assertThat(sandbox.run(sandbox.root.resolve("a"), "show", "HEAD:side.txt"))
                .isEqualTo("side");
    }

    @Test
    void aBranchThatTakesTheNameOfADirectoryOfBranchesIsFetched() throws Exception {
        sandbox.run(source, "branch", "topic/one");
        checkOut("a");
        sandbox.run(source, "branch", "-m", "topic/one", "topic");

        assertThat(sandbox.git(backend).checkOut(request("b").withRef("topic")).kind())
                .isEqualTo(RefKind.BRANCH);
    }

    @Test
    void whatACrashLeftWhileAMirrorWasBuiltIsRemoved() throws Exception {
        Path left = mirrors.resolve(key + ".new-1");
        Sandbox.write(left.resolve("objects/pack/tmp_pack_x"), "half");

        checkOut("a");

        assertThat(left).doesNotExist();
        try (Stream<Path> directories = Files.list(mirrors).filter(Files::isDirectory)) {
            assertThat(directories).containsExactly(mirrors.resolve(key));
        }
    }

    @Test
    void aPackThatADeadGitLeftUnfinishedIsRemoved() throws Exception {
        checkOut("a");
        Path unfinished = mirrors.resolve(key).resolve("objects/pack/tmp_pack_x");
        Sandbox.write(unfinished, "half");

        checkOut("b");

        assertThat(unfinished).doesNotExist();
    }

    @Test
    void aFailedBuildLeavesNoMirror() {
        GitException e = catchThrowableOfType(
                GitException.class,
                () -> sandbox.git(backend)
                        .checkOut(CheckoutRequest.of(
                                        sandbox.root.resolve("missing").toString(), sandbox.root.resolve("a"))
                                .withStrategy(CloneStrategy.REFERENCE_CLONE)
                                .withMirrors(mirrors)));

        assertThat(e.reason()).isEqualTo(Reason.NO_REPOSITORY);
        assertThat(mirrors).isDirectoryNotContaining(Files::isDirectory);
    }

    @Test
    void aDamagedMirrorIsMendedInPlace() throws Exception {
        checkOut("a");
        Path mirror = mirrors.resolve(key);
        Files.delete(mirror.resolve("HEAD"));
        Files.delete(mirror.resolve("config"));
        String pushed = sandbox.commit(source, "new.txt", "new\n");

        CheckoutResult result = checkOut("b");

        assertThat(result.commit()).isEqualTo(pushed);
        assertThat(result.strategy()).isEqualTo(CloneStrategy.REFERENCE_CLONE);
        assertThat(sandbox.run(sandbox.root.resolve("a"), "fsck", "--no-dangling"))
                .isEmpty();
    }

    @Test
    void aLockThatADeadGitLeftInTheMirrorIsRemoved() throws Exception {
        checkOut("a");
        Path lock = mirrors.resolve(key).resolve("refs/heads/main.lock");
        Sandbox.write(lock, "");
        String pushed = sandbox.commit(source, "new.txt", "new\n");

        assertThat(checkOut("b").commit()).isEqualTo(pushed);
        assertThat(lock).doesNotExist();
    }

    @Test
    void withoutAUsableMirrorTheCheckOutIsAFullOne() throws Exception {
        Sandbox.write(mirrors.resolve(key), "not a directory");

        CheckoutResult result = checkOut("a");

        assertThat(result.commit()).isEqualTo(tip());
        assertThat(result.strategy()).isEqualTo(CloneStrategy.FULL);
        assertThat(result.note()).contains(mirrors.resolve(key).toString());
        assertThat(mirrors.resolve(key)).hasContent("not a directory");
    }

    @Test
    void anotherProcessHoldsTheMirrorUntilTheDeadlineAndIsFollowedAfterwards() throws Exception {
        Files.createDirectories(mirrors);
        Path lock = mirrors.resolve(key + ".lock");
        Path holder = sandbox.root.resolve("Holder.java");
        Sandbox.write(holder, """
                void main(String[] args) throws Exception {
                    try (var channel = java.nio.channels.FileChannel.open(java.nio.file.Path.of(args[0]),
                            java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
                        channel.lock();
                        System.out.println("held");
                        System.in.read();
                    }
                }
                """);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        holder.toString(),
                        lock.toString())
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            GitException e = catchThrowableOfType(
                    GitException.class,
                    () -> sandbox.git(backend).checkOut(request("a").withDeadline(Duration.ofMillis(500))));
            assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(sandbox.root.resolve("a")).doesNotExist();

            List<Thread> threads = new ArrayList<>();
            FutureTask<CheckoutResult> session = start(threads, () -> checkOut("a"));
            await().atMost(60, SECONDS).until(() -> waitsForTheMirror(threads.getFirst()));
            other.destroyForcibly();
            assertThat(session.get(60, SECONDS).commit()).isEqualTo(tip());
        } finally {
            other.destroyForcibly();
        }
    }
}
