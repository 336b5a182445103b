package dev.donmai.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigEdit.AddProject;
import dev.donmai.config.ConfigEdit.SetNumber;
import dev.donmai.config.ConfigException;
import dev.donmai.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an editor, which knows nothing of our lock, saves while an edit is under way. */
class FileEditTest {

    private static final List<ConfigEdit> FIVE = List.of(new SetNumber("capacity.maxConcurrentSessions", 5));

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("daemon.yaml"), "machine: {id: m}\n");
    }

    @Test
    void whatAnEditorSavesBetweenReadingAndWritingIsKept() throws Exception {
        AtomicInteger saves = new AtomicInteger();
        FileEdit edit = new FileEdit(Options.state(directory), (target, before, after) -> {
            if (saves.getAndIncrement() < 3) {
                Files.writeString(target, "machine: {id: m}\n# saved " + saves + "\n");
            }
            return AtomicFile.replace(target, before, after);
        });
        assertThat(edit.edit(file, FIVE).changed()).isTrue();
        assertThat(file).hasContent("machine: {id: m}\ncapacity:\n  maxConcurrentSessions: 5\n# saved 3\n");
    }

    @Test
    void anEditThatAnEditorHasMadeMeanwhileIsNotMadeAgain() throws Exception {
        FileEdit edit = new FileEdit(Options.state(directory), (target, before, after) -> {
            Files.writeString(target, "machine: {id: m}\ncapacity: {maxConcurrentSessions: 5}\n");
            return AtomicFile.replace(target, before, after);
        });
        assertThat(edit.edit(file, FIVE).changed()).isFalse();
        assertThat(file).hasContent("machine: {id: m}\ncapacity: {maxConcurrentSessions: 5}\n");
    }

    @Test
    void aFileThatSomebodyKeepsWritingIsGivenUp() {
        AtomicInteger saves = new AtomicInteger();
        FileEdit edit = new FileEdit(Options.state(directory), (target, before, after) -> {
            Files.writeString(target, "machine: {id: m}\n# saved " + saves.incrementAndGet() + "\n");
            return AtomicFile.replace(target, before, after);
        });
        assertThatThrownBy(() -> edit.edit(file, FIVE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("something keeps writing it; nothing was changed, try again");
        assertThat(file).hasContent("machine: {id: m}\n# saved " + saves + "\n");
    }

    @Test
    void whatAnEditorBreaksMeanwhileIsLeftAlone() {
        FileEdit edit = new FileEdit(Options.state(directory), (target, before, after) -> {
            Files.writeString(target, "machine: [\n");
            return AtomicFile.replace(target, before, after);
        });
        assertThatThrownBy(() -> edit.edit(file, FIVE)).isInstanceOf(ConfigException.class);
        assertThat(file).hasContent("machine: [\n");
    }

    @Test
    void aFileThatIsGoneIsNotMadeAnewBehindARunningDaemon() throws Exception {
        Files.delete(file);
        assertThatThrownBy(() -> new FileEdit(Options.state(directory)).edit(file, FIVE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("it is gone; put it back");
        assertThat(file).doesNotExist();
        assertThat(new FileEdit(Options.state(directory))
                        .editOrCreate(file, FIVE)
                        .changed())
                .isTrue();
        assertThat(file).content().contains("maxConcurrentSessions: 5");
    }

    @Test
    void aFileThatAppearsWhileTheDefaultIsMadeIsNotReplaced() throws Exception {
        Files.delete(file);
        FileEdit edit = new FileEdit(Options.state(directory));
        assertThat(edit.create(file)).isTrue();
        assertThat(edit.create(file)).isFalse();
        Files.writeString(file, "machine: {id: theirs}\n");
        assertThat(edit.create(file)).isFalse();
        assertThat(file).hasContent("machine: {id: theirs}\n");
    }

    @Test
    void whatAKilledWriterHasLeftIsRemoved() throws Exception {
        Path left = Files.writeString(directory.resolve(".daemon.yaml.1f.donmai-tmp"), "half");
        new FileEdit(Options.state(directory)).edit(file, List.of(new AddProject("a", "r", "")));
        assertThat(left).doesNotExist();
    }

    @Test
    void aFileIsReadAgainUntilItsWriterIsDone() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        byte[] settled = new ConfigReader(Options.state(directory)).settled(file, () -> {
            try {
                if (looks.incrementAndGet() <= 2) {
                    Files.writeString(file, "machine: {id: m}\nstep: " + looks + "\n");
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(settled).asString().isEqualTo("machine: {id: m}\nstep: 2\n");
        assertThat(looks).hasValue(3);
    }
}
