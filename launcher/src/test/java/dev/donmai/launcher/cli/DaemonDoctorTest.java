package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DaemonDoctorTest {

    private static final String DOCTOR = "GET /api/daemon/doctor";

    private static final String WELL = """
            {"state":"running","version":"1","configLoaded":true,"machineId":"m","workerId":"w","projectCount":1,
             "orchestratorUrl":"","heartbeat":true,"timestamp":"2026-05-20T09:15:04Z",
             "checks":[{"name":"store","state":"ok","summary":"the store can be written"},
              {"name":"update","state":"warning","summary":"a schedule without a server does nothing","remedy":"set autoUpdate.cdnBase"}]}
            """;

    @RegisterExtension
    final CommandRun command = new CommandRun();

    private Path unit = Path.of("/");
    private Path script = Path.of("/");

    @BeforeEach
    void makeADistributionAndAState() throws IOException {
        Path home = command.directory().resolve("distribution");
        Files.createDirectories(home.resolve("providers"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.writeString(home.resolve("lib/distribution.properties"), "version=1\n");
        Files.writeString(home.resolve("lib/SHA256SUMS"), "");
        System.setProperty("donmai.home", home.toString());
        script = Files.writeString(home.resolve("bin/donmai"), "#!/bin/sh\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        unit = command.directory().resolve(".config/systemd/user/donmai-daemon.service");
        Files.setPosixFilePermissions(command.state(), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(command.config(), "machine: {id: m}\n");
        command.script("git", "echo git version 2.47.1\n");
    }

    @AfterEach
    void forgetTheDistribution() {
        System.clearProperty("donmai.home");
    }

    private void install(String state) throws IOException {
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, "[Service]\nExecStart=" + script + " daemon run\n");
        command.script("systemctl", """
                case $2 in
                is-active) echo %s ;;
                status) printf '* donmai-daemon.service\\n   Active: %s\\n' ;;
                esac
                """.formatted(state, state));
    }

    @Test
    void showsServiceMachineAndDaemon() throws IOException {
        install("active");
        Files.writeString(command.state().resolve("daemon.lock"), "999999999\n");
        command.daemon().answer(DOCTOR, 200, WELL);

        assertThat(command.run("daemon", "doctor")).as(command.errSoFar()).isZero();

        assertThat(command.out()).isEqualTo("""
                        OS:               linux
                        Service path:     %1$s
                        Service installed: true
                        Service active:   true
                        Host binary:      %2$s
                        Binary present:   true

                        * donmai-daemon.service
                           Active: active

                        This machine:
                          ok  java             Java %3$s in %4$s
                          ok  git              git version 2.47.1
                          ok  state-directory  %5$s, mode rwx------
                          ok  configuration    %5$s/daemon.yaml can be used
                          ok  lock             the last daemon of %5$s has ended
                          ok  daemon           a daemon answers on 127.0.0.1:%6$d
                          ok  service          %1$s is active

                        Daemon:
                          ok       store   the store can be written
                          warning  update  a schedule without a server does nothing — set autoUpdate.cdnBase
                        """.formatted(
                        unit,
                        script,
                        Runtime.version(),
                        System.getProperty("java.home"),
                        command.state(),
                        command.daemon().port()));
        assertThat(command.err()).isEmpty();
    }

    @Test
    void printsTheMembersOfTheReferenceAndItsOwn() throws IOException {
        install("active");
        command.daemon().answer(DOCTOR, 200, WELL);

        assertThat(command.run("daemon", "doctor", "--json")).isZero();

        JsonNode json = Json.read(command.out(), JsonNode.class);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("OS", "ServicePath", "Installed", "Active", "Detail", "checks", "daemon");
        assertThat(json.path("Installed").asBoolean()).isTrue();
        assertThat(json.path("Active").asBoolean()).isTrue();
        assertThat(json.path("checks").path(1))
                .isEqualTo(Json.read(
                        "{\"name\":\"git\",\"state\":\"ok\",\"summary\":\"git version 2.47.1\"}", JsonNode.class));
        assertThat(json.path("daemon").path("state").asText()).isEqualTo("running");
    }

    @Test
    void isContentWithADaemonThatIsNoService() {
        command.daemon().answer(DOCTOR, 200, WELL);

        assertThat(command.run("daemon", "doctor")).isZero();

        assertThat(command.out())
                .contains("Service installed: false\n")
                .containsPattern("warning +service +" + unit + " is not installed; nothing starts the daemon");
    }

    @Test
    void failsWithoutServiceAndDaemonButLooksAtTheMachine() throws IOException {
        command.daemon().close();
        Files.writeString(command.config(), "machine: {id: m}\ncapcity: {}\n");

        assertThat(command.run("daemon", "doctor", "--json")).isEqualTo(1);
        assertThat(command.out()).contains("\"Installed\": false", "\"Active\": null", "\"name\": \"java\"");
        assertThat(command.err())
                .isEqualTo("Error: service is not installed, and no daemon answers — run `donmai daemon run`\n");

        assertThat(command.run("daemon", "doctor")).isEqualTo(1);
        assertThat(command.out())
                .contains("Service active:   (unknown)\n")
                .containsPattern("failed +daemon +request failed: no daemon listens")
                .containsPattern("warning +configuration +line 2: .*capcity.*capacity");
    }

    @Test
    void failsWhenTheServiceDoesNotRun() throws IOException {
        install("failed");
        command.daemon().close();

        assertThat(command.run("daemon", "doctor")).isEqualTo(1);

        assertThat(command.out()).contains("Service active:   false\n");
        assertThat(command.err()).isEqualTo("Error: daemon doctor: daemon, service failed\n");
    }

    @Test
    void failsWhenTheServiceStartsWhatIsNotThere() throws IOException {
        install("active");
        Files.delete(script);
        command.daemon().answer(DOCTOR, 200, WELL);

        assertThat(command.run("daemon", "doctor")).isEqualTo(1);

        assertThat(command.out()).contains("Binary present:   false\n");
        assertThat(command.err()).isEqualTo("Error: daemon doctor: service failed\n");
    }

    @Test
    void failsWhenTheDaemonIsNotWell() throws IOException {
        install("active");
        command.daemon()
                .answer(DOCTOR, 200, WELL.replace("\"state\":\"ok\"", "\"state\":\"failed\""))
                .answer(DOCTOR, 200, WELL.replace("\"state\":\"ok\"", "\"state\":\"failed\""));

        assertThat(command.run("daemon", "doctor")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("Error: daemon doctor: store failed\n");
        assertThat(command.run("daemon", "doctor", "--json")).isEqualTo(1);
    }

    @Test
    void saysWhatTheDaemonAnswersInstead() {
        command.daemon().answer(DOCTOR, 401, "{\"error\":\"missing or invalid control token\"}");

        assertThat(command.run("daemon", "doctor")).isEqualTo(1);

        assertThat(command.out())
                .containsPattern("failed +daemon +.*not authenticated: missing or invalid control token");
        assertThat(command.err()).isEqualTo("Error: daemon doctor: daemon failed\n");
    }

    @Test
    void failsWhenTheConfigurationCannotBeUsed() throws IOException {
        install("active");
        Files.writeString(command.config(), "machine: {id: m}\nhttp: {port: lots}\n");
        command.daemon().answer(DOCTOR, 200, WELL);

        assertThat(command.run("daemon", "doctor")).isEqualTo(1);

        assertThat(command.out()).containsPattern("failed +configuration +invalid daemon config .*http.port.*line 2");
        assertThat(command.err()).isEqualTo("Error: daemon doctor: configuration failed\n");
    }

    @Test
    void failsWhenEverybodyMayWriteTheState() throws IOException {
        install("active");
        Files.setPosixFilePermissions(command.state(), PosixFilePermissions.fromString("rwxrwxrwx"));
        command.daemon().answer(DOCTOR, 200, WELL);

        assertThat(command.run("daemon", "doctor")).isEqualTo(1);

        assertThat(command.out()).containsPattern("failed +state-directory +.* — chmod 700 ");
    }

    @Test
    void namesItsChecks() throws IOException {
        install("active");
        command.daemon().answer(DOCTOR, 200, WELL);

        assertThat(command.run("daemon", "doctor", "-o", "name")).isZero();

        assertThat(command.out()).startsWith("check/java\ncheck/git\n").endsWith("check/store\ncheck/update\n");
    }

    @Test
    void wantsOneScope() {
        assertThat(command.run("daemon", "doctor", "--user", "--system")).isEqualTo(1);

        assertThat(command.err()).isEqualTo("Error: cannot specify both --user and --system\n");
    }
}
