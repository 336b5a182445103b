package dev.donmai.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CgroupsTest {
    @TempDir
    Path state;

    @Test
    void findsItsOwnCgroupInEveryLayout() {
        assertThat(own(
                        "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw",
                        "0::/system.slice/donmai.service"))
                .hasValue(Path.of("/sys/fs/cgroup/system.slice/donmai.service"));
        assertThat(own("40 30 0:41 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw", "0::/"))
                .hasValue(Path.of("/sys/fs/cgroup/unified"));
        // Docker without a cgroup name space: the container's part is mounted.
        assertThat(own("30 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw", "0::/docker/abc/x"))
                .hasValue(Path.of("/sys/fs/cgroup/x"));
        assertThat(own("30 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw", "0::/docker/other"))
                .isEmpty();
        assertThat(own("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/../other"))
                .isEmpty();
        assertThat(own("30 23 0:26 / /with\\040space rw - cgroup2 cgroup2 rw", "0::/a b"))
                .hasValue(Path.of("/with space/a b"));
        assertThat(own("30 23 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory", "4:memory:/x"))
                .isEmpty();
        assertThat(CgroupMounts.ownCgroup(List.of(), List.of("0::/"))).isEmpty();
    }

    @Test
    void holdsAStrayThatLeftNoOtherTrace() throws Exception {
        Cgroups cgroups = usable();
        SessionCgroup cgroup = cgroups.create("test-" + UUID.randomUUID(), CgroupLimits.NONE);
        Path directory = Files.createTempDirectory(state, "session").toRealPath();
        try (Launcher launcher = new Launcher(state.resolve("run"))) {
            // Orphaned at once, without environment, in a session of its own.
            String script =
                    "(env -i /usr/bin/setsid /bin/sh -c 'trap \"\" TERM; while :; do sleep 600; done' &) ; exit 3";
            WrappedProcess process =
                    launcher.start(LaunchSpec.of(directory, UUID.randomUUID().toString(), List.of("sh", "-c", script))
                            .environment(Map.of("PATH", "/usr/bin:/bin"))
                            .cgroup(cgroup.directory()));
            process.onExit().get(30, TimeUnit.SECONDS);
            assertThat(process.exit().orElseThrow().code()).hasValue(3);
            await().until(() -> cgroup.members().size() >= 1);
            assertThat(cgroup.members()).doesNotContain(process.pid());
            assertThat(cgroup.remove()).isFalse();

            WrappedProcess adopted = launcher.adopt(process.identity(), directory, cgroup.directory());
            StopResult result = adopted.stop(Duration.ofMillis(200));
            assertThat(result.gone()).isTrue();
            assertThat(result.forced()).isTrue();
            assertThat(cgroup.members()).isEmpty();
        } finally {
            await().until(cgroup::remove);
        }
        assertThat(cgroup.directory()).doesNotExist();
        assertThat(cgroup.remove()).isTrue();
    }

    @Test
    void letsTheWrapperRecordThatTheCgroupWasKilled() throws Exception {
        Cgroups cgroups = usable();
        SessionCgroup cgroup = cgroups.create("test-" + UUID.randomUUID(), CgroupLimits.NONE);
        Path directory = Files.createTempDirectory(state, "session").toRealPath();
        try (Launcher launcher = new Launcher(state.resolve("run"))) {
            WrappedProcess process = launcher.start(LaunchSpec.of(
                            directory,
                            UUID.randomUUID().toString(),
                            List.of("sh", "-c", "trap '' TERM; sleep 600; sleep 600"))
                    .environment(Map.of("PATH", "/usr/bin:/bin"))
                    .cgroup(cgroup.directory()));
            await().until(() -> !cgroup.members().isEmpty());
            assertThat(process.tree().scan()).extracting(ProcessEntry::pid).contains(process.pid());
            assertThat(process.stop(Duration.ZERO).gone()).isTrue();
            assertThat(process.exit().orElseThrow().signal()).hasValue(9);
        } finally {
            await().until(cgroup::remove);
        }
    }

    @Test
    void refusesACgroupThatIsStillInUseAndReplacesAnEmptyOne() throws Exception {
        Cgroups cgroups = usable();
        String id = "test-" + UUID.randomUUID();
        SessionCgroup cgroup = cgroups.create(id, CgroupLimits.NONE);
        Files.createDirectory(cgroup.directory().resolve("made-by-the-session"));
        assertThat(cgroups.create(id, CgroupLimits.NONE).directory()).isEqualTo(cgroup.directory());
        try (ProgramProcess process = Program.of(
                        "/bin/sh", "-c", "echo 0 > \"$1\"; exec sleep 600", "sh", cgroup.directory() + "/cgroup.procs")
                .start()) {
            await().until(() -> cgroup.members().contains(process.pid()));
            assertThatThrownBy(() -> cgroups.create(id, CgroupLimits.NONE))
                    .isInstanceOf(FileAlreadyExistsException.class);
        } finally {
            await().until(cgroup::remove);
        }
    }

    @Test
    void tellsEachLimitEitherAsAppliedOrAsRefused() throws Exception {
        Cgroups cgroups = usable();
        SessionCgroup cgroup = cgroups.create("test-" + UUID.randomUUID(), new CgroupLimits(1L << 30, 1.5, 100));
        try {
            assertThat(cgroup.applied().size() + cgroup.refused().size()).isEqualTo(3);
            for (String controller : List.of("memory", "cpu", "pids")) {
                assertThat(cgroup.applied().containsKey(controller))
                        .isNotEqualTo(cgroup.refused().containsKey(controller));
            }
            if (cgroup.applied().containsKey("memory")) {
                assertThat(Files.readString(cgroup.directory().resolve("memory.max"))
                                .strip())
                        .isEqualTo("1073741824");
            } else {
                assertThat(cgroup.refused().get("memory")).contains("isn't available");
                assertThat(cgroup.memoryBytes()).isEmpty();
            }
        } finally {
            await().until(cgroup::remove);
        }
    }

    @Test
    void refusesAnIdThatIsNoName() throws Exception {
        Cgroups cgroups = usable();
        assertThatThrownBy(() -> cgroups.create("../x", CgroupLimits.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The wrapper only reads files, so a plain directory does for a cgroup. */
    @Test
    void recordsThatTheKernelRanOutOfMemory() throws Exception {
        Path directory = Files.createTempDirectory(state, "session").toRealPath();
        Path fake = Files.createDirectory(state.resolve("cgroup"));
        Files.writeString(fake.resolve("memory.events"), "low 0\nhigh 0\nmax 7\noom 1\noom_kill 2\noom_group_kill 0\n");
        try (Launcher launcher = new Launcher(state.resolve("run"))) {
            WrappedProcess process =
                    launcher.start(LaunchSpec.of(directory, "nonce-of-the-test", List.of("sh", "-c", "kill -9 $$"))
                            .environment(Map.of("PATH", "/usr/bin:/bin"))
                            .cgroup(fake));
            process.onExit().get(30, TimeUnit.SECONDS);
            assertThat(process.exit().orElseThrow().oom()).isTrue();
            assertThat(process.exit().orElseThrow().signal()).hasValue(9);
        }
        assertThat(fake.resolve("cgroup.procs")).hasContent("0\n");
    }

    @Test
    void runsTheCommandEvenIfItsCgroupIsGone() throws Exception {
        Path directory = Files.createTempDirectory(state, "session").toRealPath();
        try (Launcher launcher = new Launcher(state.resolve("run"))) {
            WrappedProcess process = launcher.start(LaunchSpec.of(directory, "nonce-of-the-test", List.of("/bin/true"))
                    .cgroup(state.resolve("gone")));
            process.onExit().get(30, TimeUnit.SECONDS);
            assertThat(process.exit().orElseThrow().code()).hasValue(0);
        }
        assertThat(directory.resolve("stderr.log")).content().contains("can't join");
    }

    private static Optional<Path> own(String mount, String cgroup) {
        return CgroupMounts.ownCgroup(
                List.of("23 1 0:21 / /proc rw - proc proc rw", mount), List.of("1:cpu:/", cgroup));
    }

    private static Cgroups usable() throws InterruptedException, IOException {
        CgroupSupport support = Cgroups.probe();
        assumeTrue(support instanceof CgroupSupport.Usable, support.toString());
        return ((CgroupSupport.Usable) support).cgroups();
    }
}
