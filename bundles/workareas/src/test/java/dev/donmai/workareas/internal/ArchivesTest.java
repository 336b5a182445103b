package dev.donmai.workareas.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.model.Json;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.workareas.CorruptArchiveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that operators and other programs put there ({@code workareas.md} §1.2, §1.4, §2.2, §2.3). */
class ArchivesTest {

    @TempDir
    private Path root;

    private void archive(String name, String manifest) throws IOException {
        Files.createDirectories(root.resolve(name).resolve("tree"));
        Files.writeString(root.resolve(name).resolve("manifest.json"), manifest);
    }

    @Test
    void showsTheWorkedExampleOfTheContract() throws Exception {
        archive("wa-17", "{\"id\":\"wa-17\",\"sessionId\":\"s-9\",\"sizeBytes\":12,\"team\":\"blue\"}");
        assertThat(Json.line(new Archives(root).inspect("wa-17").orElseThrow()))
                .isEqualTo(
                        "{\"id\":\"wa-17\",\"kind\":\"archived\",\"providerId\":\"\",\"sessionId\":\"s-9\","
                                + "\"status\":\"archived\",\"path\":\"" + root.resolve("wa-17")
                                + "\",\"archiveLocation\":\"" + root
                                + "\",\"manifest\":{\"id\":\"wa-17\",\"sessionId\":\"s-9\",\"sizeBytes\":12,\"team\":\"blue\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{} {}",
                "[]",
                "1",
                "\uFEFF{}",
                "{\"sizeBytes\":\"12\"}",
                "{\"sizeBytes\":1.5}",
                "{\"capabilities\":\"x\"}",
                "{\"toolchain\":{\"java\":17}}",
                "{\"ID\":3}"
            })
    void keepsACorruptArchiveInTheListAndRefusesToShowIt(String manifest) throws Exception {
        archive("bad", manifest);
        WorkareaRow row = new Archives(root).list().getFirst();
        assertThat(row.id()).isEqualTo("bad");
        assertThat(row.disposition()).startsWith("corrupted: ");
        assertThatThrownBy(() -> new Archives(root).inspect("bad"))
                .isInstanceOf(CorruptArchiveException.class)
                .hasMessageStartingWith("archive corrupted: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"id\":null,\"sizeBytes\":null}"})
    void takesAnEmptyManifestForAnArchive(String manifest) throws Exception {
        archive("plain", manifest);
        assertThat(new Archives(root).list()).extracting(WorkareaRow::id).containsExactly("plain");
        assertThat(new Archives(root).inspect("plain")).isPresent();
    }

    @Test
    void keepsTheOffsetOfATimeAndTheDigitsOfANumber() throws Exception {
        archive("a", "{\"createdAt\":\"2026-05-01T10:00:00+02:00\",\"big\":9007199254740993}");
        assertThat(new Archives(root).list().getFirst().createdAt()).isEqualTo("2026-05-01T10:00:00+02:00");
        assertThat(Json.line(new Archives(root).inspect("a").orElseThrow())).contains("9007199254740993");
    }

    @Test
    void findsAnIdThatOnlyTheManifestCarriesWhenItIsUnique() throws Exception {
        archive("dir-1", "{\"id\":\"shown\"}");
        assertThat(new Archives(root).inspect("shown")).isPresent();
        archive("dir-2", "{\"id\":\"shown\"}");
        assertThat(new Archives(root).inspect("shown")).isEmpty();
    }

    @Test
    void hidesLinksFilesAndDirectoriesWithoutManifest() throws Exception {
        archive("real", "{}");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
        Files.createDirectories(root.resolve("empty"));
        Files.writeString(root.resolve("file"), "");
        Files.createDirectories(root.resolve(".staging-x"));
        assertThat(new Archives(root).list()).extracting(WorkareaRow::id).containsExactly("real");
        for (String id :
                new String[] {"link", "empty", "file", ".staging-x", "..", ".", "", "a/b", "a\\b", "x".repeat(300)}) {
            assertThat(new Archives(root).inspect(id)).isEmpty();
        }
    }

    @Test
    void listsNothingWhereThereIsNoRoot() throws Exception {
        assertThat(new Archives(root.resolve("none")).list()).isEmpty();
    }
}
