package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.model.Defaults;
import dev.donmai.model.PathSegment;
import dev.donmai.net.WebException;
import dev.donmai.net.WebReply;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.orchestrator.internal.platform.RegisterReply;
import dev.donmai.orchestrator.internal.platform.RegisterRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the two calls that give credentials, and judges their replies ({@code orchestrator.md} §2, §4.2). Thread-safe. */
public final class Registrar {

    private final PlatformApi api;
    private final Real mode;
    private final Supplier<RegisterRequest> machine;
    private final InstantSource clock;

    /** @param machine what this machine is at the moment of the call */
    public Registrar(PlatformApi api, Real mode, Supplier<RegisterRequest> machine, InstantSource clock) {
        this.api = api;
        this.mode = mode;
        this.machine = machine;
        this.clock = clock;
    }

    /** Registers this machine; it may get another worker id than it had. */
    Credentials register() throws RegistrationException, InterruptedException {
        try {
            WebReply reply = api.register(mode.registrationToken(), machine.get());
            RegisterReply given = reply.json(RegisterReply.class);
            if (given.workerId().isEmpty()) {
                throw new RegistrationException("registration response missing workerId");
            }
            Optional<String> objection = PathSegment.objectionTo(given.workerId());
            if (objection.isPresent()) {
                throw new RegistrationException("registration response has a workerId that " + objection.get());
            }
            if (given.runtimeToken().isEmpty()) {
                throw new RegistrationException("registration response missing runtimeToken");
            }
            requireHeader(given.runtimeToken(), "registration");
            return new Credentials(
                    api.url(),
                    given.workerId(),
                    given.runtimeToken(),
                    lifetime(given, reply),
                    Credentials.interval(given.heartbeatInterval(), Credentials.DEFAULT_HEARTBEAT),
                    Credentials.interval(given.pollInterval(), Credentials.DEFAULT_POLL));
        } catch (WebException e) {
            throw RegistrationException.of(e, "registration failed", "register call");
        }
    }

    /** Another token for the same worker id. */
    Probe refresh(Credentials old) throws InterruptedException {
        try {
            WebReply reply = api.refresh(old.workerId(), mode.registrationToken());
            RegisterReply given = reply.json(RegisterReply.class);
            if (given.runtimeToken().isEmpty()) {
                throw new RegistrationException("refresh response missing runtimeToken");
            }
            requireHeader(given.runtimeToken(), "refresh");
            return new Probe.Refreshed(new Credentials(
                    old.url(),
                    old.workerId(),
                    given.runtimeToken(),
                    lifetime(given, reply),
                    Credentials.interval(given.heartbeatInterval(), old.heartbeatInterval()),
                    Credentials.interval(given.pollInterval(), old.pollInterval())));
        } catch (WebException e) {
            return e.status() == 404 || e.status() == 405
                    ? new Probe.Unavailable("refresh: HTTP " + e.status())
                    : new Probe.Failed(RegistrationException.of(e, "refresh", "post"));
        } catch (RegistrationException e) {
            return new Probe.Failed(e);
        }
    }

    /** What came of asking for another token. */
    sealed interface Probe {

        /** There is one. */
        record Refreshed(Credentials credentials) implements Probe {}

        /** This orchestrator does not know the worker, or the question. */
        record Unavailable(String detail) implements Probe {}

        /** There is none now. */
        record Failed(RegistrationException cause) implements Probe {}
    }

    private static void requireHeader(String token, String reply) throws RegistrationException {
        if (!Credentials.isToken(token)) {
            throw new RegistrationException(reply + " response has a runtimeToken that no header can carry");
        }
    }

    private TokenLifetime lifetime(RegisterReply given, WebReply reply) {
        return TokenLifetime.received(
                Defaults.text(given.runtimeTokenExpiresAt()), reply.header("Date"), clock.instant(), System.nanoTime());
    }
}
