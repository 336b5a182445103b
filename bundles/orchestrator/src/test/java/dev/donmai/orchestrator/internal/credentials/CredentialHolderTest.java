package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.net.Backoff;
import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.Platform;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.orchestrator.internal.platform.RegisterRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialHolderTest {

    private final Platform platform = new Platform();
    private final WebClient client = new WebClient("rensei-daemon/1.2.3");
    private final List<Credentials> told = new CopyOnWriteArrayList<>();
    private final Clock clock = new Clock();
    private final AtomicInteger refreshes = new AtomicInteger();
    private CredentialHolder holder;

    /** A clock that a test sets. */
    private static final class Clock implements InstantSource {
        private volatile Instant now = Instant.parse("2026-05-27T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeEach
    void open() {
        holder = holder(Duration.ofHours(1));
        platform.on(
                "refresh-token",
                any -> Platform.Answer.of(
                        200, "{\"runtimeToken\":\"token-" + (refreshes.incrementAndGet() + 1) + "\"}"));
    }

    private CredentialHolder holder(Duration backoff) {
        return new CredentialHolder(renewal(), List.of(told::add), new Backoff(backoff, backoff), clock);
    }

    private Renewal renewal() {
        return new Renewal(new Registrar(
                new PlatformApi(client, platform.url()),
                new Real(platform.url(), "rsp_live_secret"),
                () -> new RegisterRequest("m", "m", 1, "", List.of(), List.of()),
                clock));
    }

    @AfterEach
    void close() {
        client.close();
        platform.close();
    }

    private Credentials credentials(String token, String expiresAt) {
        return new Credentials(
                platform.url(),
                "wkr_1",
                token,
                TokenLifetime.received(expiresAt, Optional.empty(), clock.now, System.nanoTime()),
                Credentials.DEFAULT_HEARTBEAT,
                Credentials.DEFAULT_POLL);
    }

    @Test
    void hasNoneBeforeTheRegistration() {
        assertThat(holder.current()).isEmpty();
        assertThat(holder.untilRenewal()).isEmpty();
    }

    @Test
    void everybodyWhoIsRefusedAtOnceCostsOneCall() throws Exception {
        Credentials old = credentials("token-1", "");
        holder.registered(old);
        int callers = 8;
        CyclicBarrier together = new CyclicBarrier(callers);
        List<Callable<Credentials>> calls = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            calls.add(() -> {
                together.await();
                return holder.replace(old, Rejection.UNAUTHORIZED);
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Credentials> fresh : threads.invokeAll(calls)) {
                assertThat(fresh.get().token()).isEqualTo("token-2");
            }
        }
        assertThat(platform.seen("refresh-token")).hasSize(1);
        assertThat(told).extracting(Credentials::token).containsExactly("token-1", "token-2");
    }

    @Test
    void whoComesLateGetsTheNewOnesWithoutACall() throws Exception {
        Credentials old = credentials("token-1", "");
        holder.registered(old);
        holder.replace(old, Rejection.UNAUTHORIZED);
        assertThat(holder.replace(old, Rejection.WORKER_NOT_FOUND).token()).isEqualTo("token-2");
        assertThat(platform.seen()).hasSize(1);
    }

    @Test
    void listenersKnowBeforeAnybodyCanUseThem() {
        List<Optional<Credentials>> visible = new ArrayList<>();
        class Watched {
            final CredentialHolder holder = new CredentialHolder(
                    renewal(), List.of(this::look), new Backoff(Duration.ZERO, Duration.ZERO), clock);

            void look(Credentials fresh) {
                visible.add(holder.current());
            }
        }
        Watched watched = new Watched();
        watched.holder.registered(credentials("token-1", ""));
        assertThat(visible).containsExactly(Optional.empty());
        assertThat(watched.holder.current()).isPresent();
    }

    @Test
    void aFailureKeepsTheOldOnesAndIsNotRepeatedAtOnce() {
        platform.on("refresh-token", 500, "oops");
        Credentials old = credentials("token-1", "");
        holder.registered(old);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> holder.replace(old, Rejection.UNAUTHORIZED))
                    .hasMessage("refresh probe failed: refresh: HTTP 500: oops");
        }
        assertThat(platform.seen("refresh-token")).hasSize(1);
        assertThat(holder.current()).contains(old);
        assertThat(holder.problem()).contains("HTTP 500");
    }

    @Test
    void afterTheWaitItIsTriedAgain() throws Exception {
        CredentialHolder hasty = holder(Duration.ZERO);
        platform.on("refresh-token", 500, "oops");
        Credentials old = credentials("token-1", "");
        hasty.registered(old);
        assertThatThrownBy(() -> hasty.replace(old, Rejection.UNAUTHORIZED)).isInstanceOf(RegistrationException.class);
        platform.on("refresh-token", 200, "{\"runtimeToken\":\"token-2\"}");
        assertThat(hasty.replace(old, Rejection.UNAUTHORIZED).token()).isEqualTo("token-2");
        assertThat(hasty.problem()).isEmpty();
    }

    @Test
    void renewsBeforeTheEndAndOnlyThen() throws Exception {
        holder.registered(credentials("token-1", "2026-05-27T11:00:00Z"));
        holder.renewIfDue();
        assertThat(platform.seen()).isEmpty();
        clock.now = Instant.parse("2026-05-27T10:56:00Z");
        holder.renewIfDue();
        assertThat(holder.current().orElseThrow().token()).isEqualTo("token-2");
        assertThat(holder.current().orElseThrow().workerId()).isEqualTo("wkr_1");
        assertThat(platform.seen("register")).isEmpty();
    }

    @Test
    void anEndThatNobodyKnowsIsWaitedFor() throws Exception {
        holder.registered(credentials("token-1", ""));
        clock.now = Instant.parse("2099-01-01T00:00:00Z");
        holder.renewIfDue();
        assertThat(platform.seen()).isEmpty();
    }
}
