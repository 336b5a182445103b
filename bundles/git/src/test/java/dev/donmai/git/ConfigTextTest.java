package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what git reads. */
class ConfigTextTest {

    private static final String NASTY = " ; # = [x] \"quoted\" \\ back\tslash\nline 'ü' %s $HOME `id` ";

    @Test
    void everyValueIsReadAsItIs(@TempDir Path directory) throws Exception {
        Sandbox sandbox = new Sandbox(directory.toRealPath());
        Path file = sandbox.root.resolve("config");
        Files.writeString(file, "[core]\n\tbare = false\n");
        Map<String, List<String>> settings = Map.of(
                "user.name", List.of(NASTY),
                "user.email", List.of(""),
                "branch.a \"b\" \\c.d.remote", List.of("origin"),
                "remote.origin.fetch", List.of("+refs/heads/*:refs/remotes/origin/*", "+refs/x:refs/y"));

        Files.writeString(file, Files.readString(file) + ConfigText.of(settings));

        settings.forEach((key, values) -> assertThat(
                        sandbox.run(sandbox.root, "config", "--file", file.toString(), "-z", "--get-all", key))
                .isEqualTo(String.join("\0", values) + "\0"));
        assertThat(sandbox.run(sandbox.root, "config", "--file", file.toString(), "core.bare"))
                .isEqualTo("false");
    }
}
