package dev.donmai.itests.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.Eventually;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not let in, each for its own reason, and what of it had no chance to run. */
class ProviderRefusalsIT {

    private static final boolean UNTOUCHED = false;
    private static final boolean RAN = true;

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    private Path jars;

    /** Builds what somebody drops in. */
    @FunctionalInterface
    interface Bad {
        Path build(AgentJar jar, SigningKey key) throws Exception;
    }

    @BeforeEach
    void setUp() throws IOException {
        jars = Files.createDirectories(home.temporary().resolve("jars"));
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                row(
                        "tampered",
                        "permissive",
                        UNTOUCHED,
                        "inactive",
                        "not trusted: broken signature: its content is not",
                        (jar, key) -> write(key.sign(jar.build()), "echo/Runtime.class")),
                row(
                        "one entry added unsigned",
                        "permissive",
                        UNTOUCHED,
                        "inactive",
                        "not trusted: broken signature: the entry echo/Added.class is not signed",
                        (jar, key) -> write(key.sign(jar.build()), "echo/Added.class")),
                row(
                        "unsigned where signatures are asked for",
                        "signed-by-allowlist",
                        UNTOUCHED,
                        "inactive",
                        "not trusted: unsigned; trust.mode signed-by-allowlist",
                        (jar, key) -> jar.build()),
                row(
                        "signed by somebody else",
                        "signed-by-allowlist",
                        UNTOUCHED,
                        "inactive",
                        "not trusted: unknown signer: CN=tester",
                        (jar, key) -> key.sign(jar.build())),
                row(
                        "wrong host version",
                        "permissive",
                        UNTOUCHED,
                        "inactive",
                        "wrong host version: it asks for a Donmai with (version>=99)",
                        (jar, key) -> jar.header("Require-Capability", "dev.donmai.host;filter:=\"(version>=99)\"")
                                .build()),
                row(
                        "missing package",
                        "permissive",
                        UNTOUCHED,
                        "inactive",
                        "unresolved: it imports the package com.missing",
                        (jar, key) -> jar.header(
                                        "Import-Package",
                                        "dev.donmai.api.agent,dev.donmai.api.provider,org.osgi.framework,com.missing")
                                .build()),
                row(
                        "lying capabilities",
                        "permissive",
                        RAN,
                        "quarantined",
                        "capability-mismatch: the manifest says supportsSessionResume=false, the provider true",
                        (jar, key) -> jar.resumable().build()),
                row(
                        "activation that throws",
                        "permissive",
                        RAN,
                        "inactive",
                        "activation failed: java.lang.IllegalStateException: no luck",
                        (jar, key) -> jar.starting("if (true) throw new IllegalStateException(\"no luck\");")
                                .build()),
                row(
                        "activation that hangs",
                        "permissive",
                        RAN,
                        "inactive",
                        "it did not answer in time while its bundle was being started",
                        (jar, key) -> jar.starting("Thread.sleep(600_000);").build()));
    }

    private static Arguments row(String name, String mode, boolean ran, String state, String reason, Bad bad) {
        return Arguments.of(Named.of(name, bad), mode, ran, state, reason);
    }

    @ParameterizedTest
    @MethodSource
    void bad(Bad bad, String mode, boolean ran, String state, String reason) throws Exception {
        home.config().putObject("trust").put("mode", mode).putArray("issuerSet").add("sha256:" + "0".repeat(64));
        ControlApi api = home.start().api();
        AgentJar jar = new AgentJar(jars, "1.0.0");
        AgentJar.drop(bad.build(jar, SigningKey.make(jars)), home.state().resolve("providers"), "echo.jar");

        Eventually.await(reason).until(() -> row(api).path("reason").asText().startsWith(reason));
        assertThat(row(api).path("state").asText()).isEqualTo(state);
        assertThat(row(api).path("manifestOk").asBoolean(true)).isFalse();
        assertThat(api.get("/api/daemon/providers").body()).doesNotContain("\"echo\"");
        assertThat(Files.exists(jar.mark())).isEqualTo(ran);
    }

    @Test
    void ofTwoWithOneIdTheFirstHasIt() {
        ControlApi api = home.start().api();
        AgentJar second = new AgentJar(jars, "2.0.0");
        new AgentJar(jars, "1.0.0").drop(home.state().resolve("providers"), "a.jar");
        Eventually.await("the first to serve")
                .until(() -> row(api).path("status").asText().equals("ready"));
        second.drop(home.state().resolve("providers"), "b.jar");
        Eventually.await("the second to be refused")
                .until(() ->
                        api.get("/api/daemon/providers?families=all").body().contains("\"reason\":\"duplicate: "));
        assertThat(row(api).path("version").asText()).isEqualTo("1.0.0");
        assertThat(second.mark()).doesNotExist();
    }

    @Test
    void whomThePolicyNamesIsLetIn() throws Exception {
        SigningKey key = SigningKey.make(jars);
        home.config()
                .putObject("trust")
                .put("mode", "signed-by-allowlist")
                .putArray("issuerSet")
                .add(key.id());
        ControlApi api = home.start().api();
        Path signed = key.sign(new AgentJar(jars, "1.0.0").build());
        ControlApi.Answer answer =
                api.post("/api/daemon/providers/install", Json.object().put("path", signed.toString()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(row(api).path("trust").asText()).isEqualTo("signed-verified");
        assertThat(row(api).path("signerId").asText()).isEqualTo(key.id());
        assertThat(api.post(
                                "/api/daemon/providers/install",
                                Json.object()
                                        .put(
                                                "path",
                                                new AgentJar(jars, "2.0.0")
                                                        .build()
                                                        .toString()))
                        .status())
                .isEqualTo(403);
    }

    private static Path write(Path file, String entry) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(file)) {
            Files.writeString(jar.getPath(entry), "something else");
        }
        return file;
    }

    private static JsonNode row(ControlApi api) {
        return api.get("/api/daemon/providers/echo").json().path("provider");
    }
}
