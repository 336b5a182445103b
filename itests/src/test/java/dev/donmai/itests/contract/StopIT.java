package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.ControlApi.Answer;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The end of a daemon that was told to stop or to restart over its API (§6.4). */
class StopIT {

    private static final String STOP = "/api/daemon/stop";

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    @Test
    @Proves({"6.4/reply", "6.4/exit", "1/loopback"})
    void anIdleDaemonAnswersAndEnds() {
        DaemonProcess daemon = home.start();
        assertThat(daemon.api().address()).startsWith("127.0.0.1:");
        Answer answer = daemon.api().post(STOP);
        assertThat(answer).isEqualTo(new Answer(200, "{\"ok\":true,\"message\":\"stopping\"}\n"));
        assertThat(daemon.awaitExit()).isZero();
        assertThat(daemon.out()).endsWith("[daemon] stop requested\n[daemon] stopped\n");
        assertThat(home.state().resolve("daemon.addr")).doesNotExist();
    }

    @Test
    @Proves({"6.4/waits", "6.4/exit", "6.4/again", "1/open-while-draining", "7.3/removed"})
    void aSessionMayEndFirst() {
        Flag go = new Flag(home.temporary().resolve("go"));
        DaemonProcess daemon = foreign().start();
        ControlApi api = daemon.api();
        api.accept(Specs.foreign("s-1", "sample", go.await()));
        assertThat(api.post(STOP).status()).isEqualTo(200);
        assertThat(api.post(STOP).status()).isEqualTo(200);
        assertThat(api.get("/api/daemon/status").json().path("status").asText()).isEqualTo("draining");
        assertThat(api.sessions()).hasSize(1);
        go.up();
        assertThat(daemon.awaitExit()).isZero();
        assertThat(home.session("s-1").resolve("record.json")).content().contains("\"completed\"");
    }

    @Test
    @Proves("6.4/deadline")
    void aSessionThatOutlivesTheDrainIsEnded() {
        home.config().putObject("autoUpdate").put("drainTimeoutSeconds", 1);
        DaemonProcess daemon = foreign().start();
        daemon.api().accept(Specs.foreign("s-1", "sample", "trap '' TERM\nwhile :; do sleep 1; done"));
        assertThat(daemon.api().post(STOP).status()).isEqualTo(200);
        assertThat(daemon.awaitExit()).isZero();
        assertThat(home.processes()).isEmpty();
        assertThat(home.session("s-1").resolve("record.json")).content().contains("\"terminated\"");
    }

    @Test
    @Proves("api/restart")
    void aRestartLeavesTheSessionsToTheNextDaemon() {
        DaemonProcess daemon = foreign().start();
        Flag go = new Flag(home.temporary().resolve("go"));
        daemon.api().accept(Specs.foreign("s-1", "sample", go.await()));
        assertThat(daemon.api().post("/api/daemon/restart"))
                .isEqualTo(new Answer(200, "{\"ok\":true,\"message\":\"restarting\"}\n"));
        assertThat(daemon.awaitExit()).isEqualTo(3);
        ControlApi next = home.start().api();
        assertThat(next.sessions()).hasSize(1);
        go.up();
        assertThat(next.awaitEnd("s-1")
                        .path("handle")
                        .path("exit")
                        .path("reason")
                        .asText())
                .isEqualTo("completed");
    }

    private DaemonHome foreign() {
        home.foreignWorker().project("sample", "file:///srv/git/sample", "shallow");
        return home;
    }
}
