package dev.donmai.orchestrator.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Capabilities;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.net.Backoff;
import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.credentials.BootRegistration;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.Registrar;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode;
import dev.donmai.orchestrator.internal.credentials.Renewal;
import dev.donmai.orchestrator.internal.credentials.TokenCache;
import dev.donmai.orchestrator.internal.delivery.Delivery;
import dev.donmai.orchestrator.internal.delivery.DeliveryTurn;
import dev.donmai.orchestrator.internal.heartbeat.ComposedBeats;
import dev.donmai.orchestrator.internal.heartbeat.HeartbeatTurn;
import dev.donmai.orchestrator.internal.heartbeat.HostStatus;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.orchestrator.internal.poll.ClaimGate;
import dev.donmai.orchestrator.internal.poll.Dispatch;
import dev.donmai.orchestrator.internal.poll.Nacks;
import dev.donmai.orchestrator.internal.poll.PollTurn;
import dev.donmai.sessions.PlatformCredentials;
import dev.donmai.sessions.Sessions;
import dev.donmai.store.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Puts the parts of a connection together. */
record ConnectionFactory(
        DaemonOptions options,
        Configuration configuration,
        Lifecycle lifecycle,
        Sessions sessions,
        Outbox outbox,
        Capabilities capabilities,
        InstantSource clock,
        Waits waits) {

    /** What the reference calls itself; orchestrators know it by that. */
    private static final String AGENT = "rensei-daemon/";

    /** How long somebody waits who has failed: at the most so long after the first time, and at the most so long at all. */
    record Waits(Duration first, Duration most) {

        /** Of {@code orchestrator.md} §2.3. */
        static final Waits USUAL = new Waits(Duration.ofSeconds(1), Duration.ofSeconds(60));

        Backoff backoff() {
            return new Backoff(first, most);
        }
    }

    Connection open(RegistrationMode.Real mode, ComposedBeats beats, HostStatus hostStatus) {
        WebClient client = new WebClient(AGENT + lifecycle.version(), options.environment());
        PlatformApi api = new PlatformApi(client, mode.url());
        Registrar registrar = new Registrar(
                api, mode, new MachineDescription(configuration, lifecycle, sessions, capabilities), clock);
        TokenCache cache = new TokenCache(
                cacheFile(), mode, configuration.current().machine().id(), clock);
        CredentialHolder credentials = new CredentialHolder(
                new Renewal(registrar),
                List.of(
                        cache::write,
                        fresh -> sessions.updateCredentials(
                                new PlatformCredentials(fresh.url(), fresh.workerId(), fresh.token()))),
                waits.backoff(),
                clock);
        HeartbeatTurn heartbeat =
                new HeartbeatTurn(api, credentials, configuration, beats, hostStatus, waits.backoff());
        PollTurn poll = new PollTurn(
                api,
                credentials,
                new ClaimGate(lifecycle, sessions, hostStatus),
                new Dispatch(sessions, new Nacks(outbox)),
                waits.backoff());
        Delivery delivery = new Delivery(
                api,
                credentials,
                sessions,
                () -> !heartbeat.problem().isEmpty() || !poll.problem().isEmpty());
        return new Connection(
                client,
                credentials,
                new BootRegistration(cache, registrar, credentials, waits.backoff()),
                heartbeat,
                poll,
                new DeliveryTurn(outbox, delivery, waits.backoff(), waits.first()));
    }

    private Path cacheFile() {
        String named = options.variable("DAEMON_JWT_PATH");
        return named.isEmpty() ? configuration.state().jwt() : Path.of(named);
    }
}
