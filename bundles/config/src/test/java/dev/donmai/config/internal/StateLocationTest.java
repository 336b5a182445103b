package dev.donmai.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.host.DaemonOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLocationTest {

    @TempDir
    Path home;

    private StateLocation find() {
        return StateLocation.find(Options.environment(Map.of("HOME", home.toString())));
    }

    @Test
    void anEmptyHomeGetsTheCanonicalDirectory() {
        assertThat(find()).isEqualTo(new StateLocation(home.resolve(".donmai"), ""));
    }

    @Test
    void aLegacyDirectoryAloneIsUsedAndNoted() throws Exception {
        Files.createDirectory(home.resolve(".rensei"));
        assertThat(find())
                .isEqualTo(new StateLocation(
                        home.resolve(".rensei"),
                        "warning: using legacy state directory " + home + "/.rensei; migrate to " + home
                                + "/.donmai by running `donmai daemon install`"));
    }

    @Test
    void theCanonicalDirectoryWinsOverTheLegacyOne() throws Exception {
        Files.createDirectory(home.resolve(".donmai"));
        Files.createDirectory(home.resolve(".rensei"));
        assertThat(find()).isEqualTo(new StateLocation(home.resolve(".donmai"), ""));
    }

    @Test
    void anEmptyCanonicalDirectoryDoesNotHideAConfiguredLegacyOne() throws Exception {
        Files.createDirectory(home.resolve(".donmai"));
        Files.createDirectory(home.resolve(".rensei"));
        Files.writeString(home.resolve(".rensei/daemon.yaml"), "machine: {id: m}");
        assertThat(find().directory()).isEqualTo(home.resolve(".rensei"));
        assertThat(find().note()).contains("has no daemon.yaml");

        Files.writeString(home.resolve(".donmai/daemon.yaml"), "machine: {id: m}");
        assertThat(find()).isEqualTo(new StateLocation(home.resolve(".donmai"), ""));
    }

    @Test
    void aStateHomeReplacesTheDefault() throws Exception {
        Files.createDirectory(home.resolve(".rensei"));
        Map<String, String> environment = Map.of(
                "HOME",
                home.toString(),
                "DONMAI_STATE_HOME",
                home.resolve("state").toString());
        assertThat(StateLocation.find(Options.environment(environment)))
                .isEqualTo(new StateLocation(home.resolve("state"), ""));
    }

    @Test
    void whatTheEmbedderSaysWinsOverTheEnvironment() {
        DaemonOptions options = new DaemonOptions(
                "",
                home.resolve("given").toString(),
                "",
                "",
                "",
                List.of(),
                List.of(),
                Map.of("DONMAI_STATE_HOME", "/x"));
        assertThat(StateLocation.find(options).directory()).isEqualTo(home.resolve("given"));
    }
}
