package dev.donmai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigEdit.AddProject;
import dev.donmai.config.ConfigEdit.Remove;
import dev.donmai.config.ConfigEdit.RemoveProject;
import dev.donmai.config.ConfigEdit.SetNumber;
import dev.donmai.config.ConfigEdit.SetText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final SetNumber FIVE = new SetNumber("capacity.maxConcurrentSessions", 5);

    @TempDir
    Path directory;

    private Path file;
    private DaemonOptions options;

    @BeforeEach
    void choose() {
        file = directory.resolve("daemon.yaml");
        options = options(Map.of("TOKEN", "rsp_live_secret"));
    }

    private static DaemonOptions options(Map<String, String> environment) {
        return new DaemonOptions("", "", "", "", "test", List.of(), List.of(), environment);
    }

    private boolean edit(ConfigEdit... edits) throws ConfigException {
        return new ConfigFile(file, options).edit(List.of(edits));
    }

    @Test
    void onlyWhatIsEditedChanges() throws Exception {
        Files.writeString(file, """
                # mine
                machine: {id: m}   # this one
                unknown: [a,  b]
                orchestrator:
                  authToken: ${TOKEN}
                """);
        assertThat(edit(FIVE, new AddProject("shop", "https://h/shop", ""), new RemoveProject("none")))
                .isTrue();
        assertThat(file).hasContent("""
                # mine
                machine: {id: m}   # this one
                unknown: [a,  b]
                orchestrator:
                  authToken: ${TOKEN}
                capacity:
                  maxConcurrentSessions: 5
                projects:
                  - id: shop
                    repository: https://h/shop
                """);
        assertThat(edit(FIVE, new AddProject("shop", "https://h/shop", ""))).isFalse();
    }

    @Test
    void nothingIsWrittenWhenNothingChanges() throws Exception {
        Files.writeString(file, "machine: {id: m}\ncapacity: {maxConcurrentSessions: 5}\n");
        Object before = Files.readAttributes(file, "unix:ino,lastModifiedTime");
        assertThat(edit(FIVE, new Remove("capacity.poolMaxDiskGb"))).isFalse();
        assertThat(Files.readAttributes(file, "unix:ino,lastModifiedTime")).isEqualTo(before);
    }

    @Test
    void aSecretOfTheEnvironmentIsNeverStored() throws Exception {
        options = options(Map.of("TOKEN", "rsp_live_secret", "DONMAI_DAEMON_TOKEN", "rsp_live_secret"));
        edit(FIVE);
        edit(new SetText("orchestrator.authToken", "${TOKEN}"), new SetText("orchestrator.url", "file:///q"));
        assertThat(file).content().doesNotContain("secret").contains("${TOKEN}");
        assertThat(ConfigDocument.read(file, options(Map.of("TOKEN", "rsp_live_secret")))
                        .config()
                        .orchestrator()
                        .authToken())
                .isEqualTo("rsp_live_secret");
    }

    @Test
    void aMachineWithoutAFileGetsACompleteOne() throws Exception {
        file = directory.resolve("new/state/daemon.yaml");
        assertThat(edit(FIVE)).isTrue();
        ConfigDocument document = ConfigDocument.read(file, options);
        assertThat(document.config().capacity().maxConcurrentSessions()).isEqualTo(5);
        assertThat(document.config().machine().id()).isNotEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aResultThatCouldNotBeUsedIsNotWritten() throws Exception {
        String text = "machine: {id: m}\nautoUpdate:\n  channel: beta\n";
        Files.writeString(file, text);
        refuses(
                "invalid daemon config FILE: autoUpdate.channel invalid: \"nightly\"",
                new SetText("autoUpdate.channel", "nightly"));
        refuses("invalid daemon config FILE: machine.id is required", FIVE, new Remove("machine.id"));
        refuses(
                "edit daemon config FILE: unknown key \"capacity.maxConcurentSessions\"; did you mean"
                        + " \"maxConcurrentSessions\"?",
                new SetNumber("capacity.maxConcurentSessions", 5));
        refuses("edit daemon config FILE: line 1: machine is a map", FIVE, new SetText("machine", "m"));
        assertThat(file).hasContent(text);
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsLeftAlone() throws Exception {
        Files.writeString(file, "machine: [\n");
        refuses("parse daemon config FILE: line 2", FIVE);
        assertThat(file).hasContent("machine: [\n");
        Files.write(file, "machine: {id: é}".getBytes(StandardCharsets.ISO_8859_1));
        refuses("parse daemon config FILE: it is not UTF-8 text", FIVE);
        Files.delete(file);
        Files.createSymbolicLink(file, directory.resolve("nowhere.yaml"));
        refuses("read daemon config FILE: there is no such file", FIVE);
        assertThat(directory.resolve("nowhere.yaml")).doesNotExist();
    }

    @Test
    void anEditMayMendWhatIsInvalid() throws Exception {
        Files.writeString(file, "machine: {id: m}\ntrust: {mode: strict}\n");
        refuses("trust.mode invalid", FIVE);
        assertThat(edit(new SetText("trust.mode", "attested"))).isTrue();
        assertThat(file).hasContent("machine: {id: m}\ntrust: {mode: attested}\n");
    }

    @Test
    void aLinkStaysAndItsTargetChanges() throws Exception {
        Path real = Files.createDirectory(directory.resolve("dotfiles")).resolve("donmai.yaml");
        Files.writeString(real, "machine: {id: m}\n");
        Files.createSymbolicLink(file, Path.of("dotfiles/donmai.yaml"));
        edit(FIVE);
        assertThat(file).isSymbolicLink();
        assertThat(real).content().contains("maxConcurrentSessions: 5");
    }

    @Test
    void modeAndByteOrderMarkStay() throws Exception {
        Files.writeString(file, "\uFEFFmachine: {id: m}\r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        edit(FIVE);
        assertThat(Files.readString(file))
                .isEqualTo("\uFEFFmachine: {id: m}\r\ncapacity:\r\n  maxConcurrentSessions: 5\r\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    private void refuses(String message, ConfigEdit... edits) {
        assertThatThrownBy(() -> edit(edits))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message.replace("FILE", "\"" + file + "\""));
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> !name.equals("daemon.yaml") && !name.equals(".daemon.yaml.lock"))
                    .toList();
        }
    }
}
