package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BranchNameTest {
    private static final List<String> VALID = List.of(
            "trunk", "agent/1", "a.b", "a@b", "@a", "a-", "a{b}", "ünï", "head", "a/HEAD", "a.lock.b", "x".repeat(250));
    private static final List<String> INVALID = List.of(
            "-a",
            "a b",
            "a..b",
            "a~",
            "a^",
            "a:b",
            "a?",
            "a*",
            "a[b",
            "a\\b",
            "a@{b",
            "HEAD",
            "/a",
            "a/",
            "a//b",
            ".a",
            "a/.b",
            "a.",
            "a.lock",
            "a.lock/b",
            "a\u007fb",
            "a\tb");

    @Test
    void itIsValidWhereGitTakesIt(@TempDir Path temporary) throws Exception {
        Sandbox sandbox = new Sandbox(temporary.toRealPath());
        Path repository = sandbox.history("source");

        for (String name : VALID) {
            assertThat(BranchName.isValid(name)).as(name).isTrue();
            // Which other characters reach a program as an argument depends on the locale of the JVM.
            if (name.chars().allMatch(c -> c < 0x7f)) {
                sandbox.run(repository, "branch", name);
            }
        }
        for (String name : INVALID) {
            assertThat(BranchName.isValid(name)).as(name).isFalse();
            assertThat(catchThrowable(() -> sandbox.run(repository, "branch", "--", name)))
                    .hasMessageContaining("not a valid branch name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "\ud800", "a\ud800"})
    void whatIsNoTextOrStandsForHeadIsNotValid(String name) {
        assertThat(BranchName.isValid(name)).isFalse();
    }

    @Test
    void aNameMustFitIntoAFileName() {
        assertThat(BranchName.isValid("a/" + "x".repeat(251))).isFalse();
        assertThat(BranchName.isValid("ü".repeat(126))).isFalse();
        assertThat(BranchName.of("ü".repeat(126))).isEqualTo("ü".repeat(100));
    }

    @ParameterizedTest
    @CsvSource({
        "agent/1, agent/1",
        "agent/fix: the thing?, agent/fix-the-thing",
        "agent/a..b, agent/a-b",
        "agent/.hidden, agent/hidden",
        "agent/x.lock, agent/x-lock",
        "-d, d",
        "a@{1}, a-{1}",
        "//a//b/, a/b",
        "'', branch",
        "@, branch",
        "HEAD, branch",
        "???, branch",
    })
    void aNameIsDerivedFromAnyText(String text, String name) {
        assertThat(BranchName.of(text)).isEqualTo(name);
    }

    @Test
    void whatIsDerivedIsAlwaysValid() {
        Random random = new Random(7);
        String alphabet = "ab/.@{}-~ :?\\[*lock\u0000\u007fü\ud800\udc00";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(round % 100 == 0 ? 600 : 12); length > 0; length--) {
                text.append(random.nextInt(8) == 0 ? ".lock" : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String name = BranchName.of(text.toString());
            assertThat(BranchName.isValid(name)).as("%s from %s", name, text).isTrue();
        }
    }
}
