package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainedPathTest {
    @TempDir
    Path temp;

    private Path root = Path.of("/nowhere");

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("root")).toRealPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "REN-1", "550e8400-e29b-41d4-a716-446655440000", "a.b", "a b", "-", "a.."})
    void takesOrdinaryIds(String id) {
        assertThat(ContainedPath.objectionTo(id)).isEmpty();
        assertThat(ContainedPath.child(root, id)).isEqualTo(root.resolve(id));
    }

    @Test
    void takesAnIdOfAnotherScriptWhereFileNamesCanHaveIt() {
        boolean representable = Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode("ü");
        assertThat(ContainedPath.objectionTo("ü").isEmpty()).isEqualTo(representable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                ". | begins with a dot",
                ".. | begins with a dot",
                ".hidden | begins with a dot",
                "a/b | contains \"/\"",
                "../x | begins with a dot",
                "a\\b | contains \"\\\"",
                "a~1 | contains \"~\"",
            })
    void saysWhatIsWrongWithAnId(String id, String objection) {
        assertThat(ContainedPath.objectionTo(id)).hasValue(objection);
        assertThatThrownBy(() -> ContainedPath.child(root, id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + id + "\" " + objection);
    }

    @Test
    void refusesControlCharactersAndShowsThemHarmless() {
        assertThat(ContainedPath.objectionTo("a\u0000b")).hasValue("contains a control character");
        assertThat(ContainedPath.objectionTo("a\u007f")).hasValue("contains a control character");
        assertThatThrownBy(() -> ContainedPath.child(root, "a\nb")).hasMessage("\"a?b\" contains a control character");
        assertThat(ContainedPath.objectionTo("\ud800")).hasValue("contains half a character");
    }

    @Test
    void measuresIdsInBytes() {
        assertThat(ContainedPath.objectionTo("a".repeat(200))).isEmpty();
        assertThat(ContainedPath.objectionTo("a".repeat(201))).hasValue("is longer than 200 bytes");
        assertThat(ContainedPath.objectionTo("ü".repeat(101))).hasValue("is longer than 200 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "a/../b", "no/such/thing", "./a"})
    void resolvesWhatStaysBelow(String path) throws IOException {
        assertThat(ContainedPath.resolve(root, path))
                .isEqualTo(root.resolve(path).normalize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/..", "../root", "../root/a/../..", "/etc/passwd", "a/../../x", "a\0b"})
    void refusesWhatLeadsOutByItsText(String path) {
        assertThatThrownBy(() -> ContainedPath.resolve(root, path)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void refusesWhatLeadsOutThroughALink() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), temp);
        Files.createSymbolicLink(root.resolve("dangling"), temp.resolve("nothing"));
        Files.createDirectory(root.resolve("in"));
        Files.createSymbolicLink(root.resolve("inner"), Path.of("in"));

        assertThatThrownBy(() -> ContainedPath.resolve(root, "out")).hasMessageContaining("through a link");
        assertThatThrownBy(() -> ContainedPath.resolve(root, "out/x")).hasMessageContaining("through a link");
        assertThat(ContainedPath.resolve(root, "out/root/in")).isEqualTo(root.resolve("in"));
        assertThatThrownBy(() -> ContainedPath.resolve(root, "dangling")).isInstanceOf(FileSystemException.class);
        assertThat(ContainedPath.resolve(root, "inner/x")).isEqualTo(root.resolve("in/x"));
        assertThat(ContainedPath.resolve(root, "out", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(root.resolve("out"));
        assertThatThrownBy(() -> ContainedPath.resolve(root, "out/x", LinkOption.NOFOLLOW_LINKS))
                .hasMessageContaining("through a link");
    }
}
