package dev.donmai.launcher.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.launcher.service.ServiceFacts.Activity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A unit and its journal, asked through scripts that stand for the programs of systemd. */
class SystemdServiceTest {

    private static final Path SCRIPT = Path.of("/opt/donmai/bin/donmai");

    @TempDir
    Path home;

    private Path units = Path.of("/");
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @BeforeEach
    void makeDirectories() throws IOException {
        units = Files.createDirectories(home.resolve(".config/systemd/user"));
        Files.createDirectories(home.resolve("bin"));
    }

    private SystemdService service() {
        return new SystemdService(false, home, Map.of("PATH", home.resolve("bin") + ":/usr/bin:/bin"));
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(home.resolve("bin").resolve(name), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void unit(String name, String start) throws IOException {
        Files.writeString(units.resolve(name), "[Service]\nType=simple\nExecStart=" + start + "\n");
    }

    private String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    private void take(byte[] bytes, int count) {
        read.write(bytes, 0, count);
    }

    @ParameterizedTest
    @CsvSource({
        "active, ACTIVE",
        "reloading, ACTIVE",
        "inactive, INACTIVE",
        "failed, INACTIVE",
        "activating, INACTIVE",
        "unknown, UNKNOWN",
        "'', UNKNOWN",
    })
    void asksWhetherItRuns(String word, Activity activity) throws Exception {
        unit("donmai-daemon.service", "/usr/bin/donmai daemon run");
        program("systemctl", """
                [ "$1" = --user ] || exit 1
                case $2 in
                is-active) [ "$3" = donmai-daemon.service ] && echo %s ;;
                status) echo "* $4 - status" ;;
                esac
                """.formatted(word));

        ServiceFacts facts = service().facts(SCRIPT);

        assertThat(facts)
                .isEqualTo(new ServiceFacts(
                        "linux",
                        units.resolve("donmai-daemon.service"),
                        true,
                        activity,
                        Path.of("/usr/bin/donmai"),
                        activity == Activity.UNKNOWN ? "" : "* donmai-daemon.service - status"));
    }

    @Test
    void doesWithoutSystemd() throws Exception {
        ServiceFacts facts = new SystemdService(
                        false, home, Map.of("PATH", home.resolve("bin").toString()))
                .facts(SCRIPT);

        assertThat(facts.installed()).isFalse();
        assertThat(facts.activity()).isEqualTo(Activity.UNKNOWN);
        assertThat(facts.definition()).isEqualTo(units.resolve("donmai-daemon.service"));
        assertThat(facts.program()).isEqualTo(SCRIPT);
        assertThat(facts.detail()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/a/donmai daemon run, /a/donmai",
        "'\"/a b/don%%mai\" daemon run', /a b/don%mai",
    })
    void readsWhatItStarts(String start, String program) throws Exception {
        unit("donmai-daemon.service", start);

        assertThat(service().facts(SCRIPT).program()).hasToString(program);
    }

    @Test
    void knowsTheUnitOfTheReference() throws Exception {
        unit("rensei-daemon.service", "/usr/bin/donmai daemon run");

        assertThat(service().facts(SCRIPT).definition()).isEqualTo(units.resolve("rensei-daemon.service"));
    }

    @Test
    void hasAJournalOnlyWhenItIsInstalled() throws Exception {
        assertThat(service().journal()).isEmpty();

        unit("donmai-daemon.service", "/x");

        assertThat(service().journal()).isPresent();
    }

    private Journal journal(String script) throws IOException {
        unit("donmai-daemon.service", "/x");
        program("journalctl", script);
        return service().journal().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "0, all"})
    void readsTheJournal(int lines, String asked) throws Exception {
        journal("echo \"$@\"\n").last(lines, this::take);

        assertThat(text())
                .isEqualTo("--user-unit donmai-daemon.service --output cat --no-pager --quiet --lines " + asked + "\n");
    }

    @Test
    void saysWhyTheJournalCannotBeRead() throws Exception {
        Journal journal = journal("echo 'No journal files were opened' >&2\necho more >&2\nexit 1\n");

        assertThatThrownBy(() -> journal.last(50, this::take))
                .isInstanceOf(IOException.class)
                .hasMessage("journalctl says: No journal files were opened");
        assertThatThrownBy(() -> journal.follow(50, this::take, () -> true))
                .isInstanceOf(IOException.class)
                .hasMessage("journalctl says: No journal files were opened");
    }

    @Test
    void followsTheJournalAndEndsIt() throws Exception {
        Path ended = home.resolve("ended");
        Journal journal = journal("trap 'echo yes >" + ended + "; exit 0' TERM\n"
                + "case \"$*\" in *--follow) echo first ;; esac\nwhile :; do sleep 0.1; done\n");
        AtomicInteger looks = new AtomicInteger();

        journal.follow(5, this::take, () -> text().isEmpty() || looks.incrementAndGet() < 2);

        assertThat(text()).isEqualTo("first\n");
        assertThat(ended).exists();
    }

    @Test
    void endsWithTheJournal() throws Exception {
        journal("echo all\n").follow(5, this::take, () -> true);

        assertThat(text()).isEqualTo("all\n");
    }
}
