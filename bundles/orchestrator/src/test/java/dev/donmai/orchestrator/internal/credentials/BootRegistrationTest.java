package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.net.Backoff;
import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.Platform;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.orchestrator.internal.platform.RegisterRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootRegistrationTest {

    @TempDir
    private Path directory;

    private final Platform platform = new Platform();
    private final WebClient client = new WebClient("rensei-daemon/1.2.3");
    private CredentialHolder holder;
    private BootRegistration boot;

    @BeforeEach
    void open() {
        Started started = boot(platform.url());
        holder = started.holder();
        boot = started.boot();
    }

    /** What a start consists of. */
    private record Started(CredentialHolder holder, BootRegistration boot) {}

    private Started boot(String url) {
        Real mode = new Real(url, "rsp_live_secret");
        TokenCache cache = new TokenCache(directory.resolve("daemon.jwt"), mode, "m", InstantSource.system());
        Registrar registrar = new Registrar(
                new PlatformApi(client, url),
                mode,
                () -> new RegisterRequest("m", "m", 1, "", List.of(), List.of()),
                InstantSource.system());
        CredentialHolder credentials =
                new CredentialHolder(new Renewal(registrar), List.of(cache::write), backoff(), InstantSource.system());
        return new Started(credentials, new BootRegistration(cache, registrar, credentials, backoff()));
    }

    private static Backoff backoff() {
        return new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        boot.close();
        client.close();
        platform.close();
    }

    @Test
    void registersAndKeepsWhatItGot() throws Exception {
        platform.on("register", 200, Platform.REGISTERED);
        boot.start().join();
        assertThat(holder.current().orElseThrow().workerId()).isEqualTo("wkr_1");
        assertThat(Files.readString(directory.resolve("daemon.jwt"))).contains("token-1");
        assertThat(boot.problem()).isEmpty();
    }

    @Test
    void anEarlierRegistrationIsUsedWithoutACall() throws Exception {
        platform.on("register", 200, Platform.REGISTERED);
        boot.start().join();
        Started second = boot(platform.url());
        assertThat(second.boot().start()).isCompleted();
        assertThat(second.holder().current().orElseThrow().token()).isEqualTo("token-1");
        assertThat(platform.seen("register")).hasSize(1);
    }

    @Test
    void anotherOrchestratorDoesNotSeeItsToken() throws Exception {
        platform.on("register", 200, Platform.REGISTERED);
        boot.start().join();
        try (Platform other = new Platform()) {
            other.on("register", 200, Platform.REGISTERED.replace("token-1", "token-other"));
            Started second = boot(other.url());
            second.boot().start().join();
            assertThat(second.holder().current().orElseThrow().token()).isEqualTo("token-other");
            assertThat(other.seen()).allSatisfy(seen -> assertThat(seen.token()).isEqualTo("rsp_live_secret"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503})
    void asksAgainUntilItIsAnswered(int status) throws Exception {
        platform.on("register", status, "later");
        CompletableFuture<Void> registered = boot.start();
        boot.awaitFirstAttempt(Duration.ofSeconds(20));
        assertThat(registered).isNotDone();
        assertThat(boot.problem()).contains("HTTP " + status);
        await().until(() -> platform.seen("register").size() >= 3);
        platform.on("register", 200, Platform.REGISTERED);
        registered.join();
        assertThat(holder.current()).isPresent();
    }

    @Test
    void anOrchestratorThatIsDownMayComeUp() throws Exception {
        int port = platform.port();
        platform.close();
        CompletableFuture<Void> registered = boot.start();
        boot.awaitFirstAttempt(Duration.ofSeconds(20));
        assertThat(registered).isNotDone();
        try (Platform late = new Platform(port)) {
            late.on("register", 200, Platform.REGISTERED);
            registered.join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 422})
    void aFinalRefusalIsTheEnd(int status) {
        platform.on("register", status, "go away");
        CompletableFuture<Void> registered = boot.start();
        assertThatThrownBy(registered::join).cause().hasMessage("registration failed: HTTP " + status + ": go away");
        assertThat(platform.seen("register")).hasSize(1);
        assertThat(holder.current()).isEmpty();
    }

    @Test
    void stopsAskingWhenItIsClosed() throws Exception {
        platform.on("register", 500, "");
        CompletableFuture<Void> registered = boot.start();
        boot.awaitFirstAttempt(Duration.ofSeconds(20));
        boot.close();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("donmai-registration")));
        assertThat(registered).isNotDone();
    }
}
