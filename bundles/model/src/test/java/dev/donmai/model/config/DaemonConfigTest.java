package dev.donmai.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonConfigTest {

    @Test
    void defaultsAreThoseOfTheContract() {
        DaemonConfig config = DaemonConfig.DEFAULTS;
        assertThat(config.apiVersion()).isEqualTo("rensei.dev/v1");
        assertThat(config.kind()).isEqualTo("LocalDaemon");
        assertThat(config.capacity())
                .isEqualTo(new DaemonConfig.Capacity(8, 4, 8192, new DaemonConfig.ReservedForSystem(4, 16384), 0));
        assertThat(config.autoUpdate()).isEqualTo(new DaemonConfig.AutoUpdate("stable", "nightly", 600, "", "", ""));
        assertThat(config.sessions().history()).isEqualTo(new DaemonConfig.History(1000, 30));
        assertThat(config.workarea().archive()).isEqualTo(new DaemonConfig.Archive("always", 0, List.of(), "none"));
        assertThat(config.workarea().sweep()).isEqualTo(new DaemonConfig.Sweep(80, 70, 10));
        assertThat(config.kit().allowedSchemes()).containsExactly("https", "http", "ssh", "git", "file");
        assertThat(config.kit().limits()).isEqualTo(new DaemonConfig.KitLimits(120, 200, 20_000));
        assertThat(config.limits()).isEqualTo(new DaemonConfig.Limits(0, 0, 256, 900, 30));
        assertThat(config.routing().policy()).isEqualTo("declared");
        assertThat(config.sandbox().policy().network()).containsExactly("allow");
    }

    @Test
    void aSnapshotSurvivesJson() throws Exception {
        DaemonConfig config = DaemonConfig.DEFAULTS.withProjects(List.of(new DaemonConfig.Project(
                "a", "r", "", new DaemonConfig.Git("", "~/k"), new DaemonConfig.CredentialHelper("ssh", "~/k", ""))));
        assertThat(Json.read(Json.line(config), DaemonConfig.class)).isEqualTo(config);
    }

    @Test
    void aTokenIsNotPrinted() {
        assertThat(DaemonConfig.DEFAULTS
                        .withOrchestrator(new DaemonConfig.Orchestrator("u", "rsp_live_secret", true))
                        .toString())
                .doesNotContain("secret");
    }
}
