package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of {@code orchestrator.md} §3. */
class TokenCacheTest {

    private static final Instant NOW = Instant.parse("2026-05-27T10:00:00.75Z");
    private static final Real MODE = new Real("https://o.example", "rsp_live_secret");

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("state").resolve("daemon.jwt");
    }

    private TokenCache cache(Real mode, String machine) {
        return new TokenCache(file(), mode, machine, InstantSource.fixed(NOW));
    }

    private TokenCache cache() {
        return cache(MODE, "box");
    }

    private void write(String content, String mode) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
    }

    private void write(String content) throws IOException {
        write(content, "rw-------");
    }

    private static Credentials credentials(String expiresAt) {
        return new Credentials(
                "https://o.example",
                "wkr_5f2c",
                "eyJ-token",
                TokenLifetime.received(expiresAt, Optional.empty(), NOW, 0),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }

    @Test
    void writesTheCanonicalForm() throws Exception {
        cache().write(credentials("2026-05-27T11:00:00Z"));
        String text = Files.readString(file());
        assertThat(Json.mapper().readTree(text).properties())
                .extracting(member -> member.getKey() + "=" + member.getValue().asText())
                .startsWith(
                        "workerId=wkr_5f2c",
                        "runtimeToken=eyJ-token",
                        "heartbeatInterval=30000",
                        "pollInterval=5000",
                        "runtimeTokenExpiresAt=2026-05-27T11:00:00Z",
                        "cachedAt=2026-05-27T10:00:00Z")
                .hasSize(7);
        assertThat(text).startsWith("{\n  \"workerId\"").endsWith("}").doesNotContain("rsp_live");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void givesBackWhatItWrote() throws Exception {
        cache().write(credentials("2026-05-27T11:00:00Z"));
        Credentials read = cache().read().orElseThrow();
        assertThat(read.sameAs(credentials(""))).isTrue();
        assertThat(read.url()).isEqualTo("https://o.example");
        assertThat(read.heartbeatInterval()).hasSeconds(30);
        assertThat(read.pollInterval()).hasSeconds(5);
        assertThat(read.lifetime().expiresAt()).isEqualTo("2026-05-27T11:00:00Z");
        cache().write(credentials(""));
        assertThat(Files.readString(file())).doesNotContain("runtimeTokenExpiresAt");
        assertThat(cache().read()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"workerId":"w","runtimeToken":"t","heartbeatInterval":20000,"pollInterval":7000}                       | t | 20 | 7
            {"workerId":"w","runtimeJwt":"t","heartbeatIntervalSeconds":20,"pollIntervalSeconds":7}                 | t | 20 | 7
            {"workerId":"w","runtimeToken":"t","runtimeJwt":"old","heartbeatInterval":20000,"heartbeatIntervalSeconds":9} | t | 20 | 5
            {"workerId":"w","runtimeJwt":"t","pollIntervalSeconds":-3}                                              | t | 30 | 5
            {"WorkerID":"w","RUNTIMETOKEN":"t","unknown":[1]}                                                       | t | 30 | 5
            """)
    void readsTheMembersOfOlderPrograms(String content, String token, long heartbeat, long poll) throws Exception {
        write(bound(content));
        Credentials read = cache().read().orElseThrow();
        assertThat(read.token()).isEqualTo(token);
        assertThat(read.heartbeatInterval()).hasSeconds(heartbeat);
        assertThat(read.pollInterval()).hasSeconds(poll);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{\"workerId\":7,\"runtimeToken\":\"t\"}",
                "{\"workerId\":\"w\"}",
                "{\"runtimeToken\":\"t\"}",
                "{\"workerId\":\"a/b\",\"runtimeToken\":\"t\"}",
                "{\"workerId\":\"w\",\"runtimeToken\":\"t\\u200b\"}",
                "{\"workerId\":\"worker-box-stub\",\"runtimeToken\":\"stub.eyJ.eyJ.stub-signature\"}",
                "{\"workerId\":\"w\",\"runtimeToken\":\"t\",\"runtimeTokenExpiresAt\":\"2026-05-27T09:59:59Z\"}",
                "{\"workerId\":\"w\",\"runtimeToken\":\"t\",\"runtimeTokenExpiresAt\":\"2026-05-27T10:00:20Z\"}",
                "{\"workerId\":\"w\",\"runtimeToken\":\"t\",\"runtimeTokenExpiresAt\":\"soon\"}"
            })
    void ignoresWhatCannotBeUsed(String content) throws Exception {
        write(bound(content));
        assertThat(cache().read()).isEmpty();
    }

    /** The content with the fingerprint of this orchestrator, machine and token, if it is an object. */
    private String bound(String content) throws IOException {
        cache().write(credentials(""));
        String fingerprint = Json.mapper()
                .readTree(Files.readString(file()))
                .path("fingerprint")
                .asText();
        return content.startsWith("{") ? "{\"fingerprint\":\"" + fingerprint + "\"," + content.substring(1) : content;
    }

    @Test
    void isNotUsedWhenItDoesNotSayWhomItIsFor() throws Exception {
        String content = "{\"workerId\":\"w\",\"runtimeToken\":\"t\"}";
        write(bound(content));
        assertThat(cache().read()).isPresent();
        write(content);
        assertThat(cache().read()).isEmpty();
    }

    @Test
    void isBoundToOrchestratorMachineAndToken() {
        cache().write(credentials(""));
        assertThat(cache().read()).isPresent();
        assertThat(cache(new Real("https://evil.example", "rsp_live_secret"), "box")
                        .read())
                .isEmpty();
        assertThat(cache(new Real("https://o.example", "rsp_live_other"), "box").read())
                .isEmpty();
        assertThat(cache(MODE, "another box").read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--"})
    void ignoresAFileThatOthersCanRead(String mode) throws Exception {
        write(bound("{\"workerId\":\"w\",\"runtimeToken\":\"t\"}"), mode);
        assertThat(cache().read()).isEmpty();
    }

    @Test
    void anAbsentFileIsNoProblemAndNeitherIsADirectoryInItsPlace() throws Exception {
        assertThat(cache().read()).isEmpty();
        Files.createDirectories(file());
        assertThat(cache().read()).isEmpty();
        cache().write(credentials(""));
        assertThat(cache().read()).isEmpty();
    }
}
