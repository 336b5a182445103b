package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.net.Backoff;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.orchestrator.internal.platform.RegisterRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Credential holders for tests of others. */
public final class HolderOf {

    private HolderOf() {}

    /** One that has not registered. */
    public static CredentialHolder nothing(PlatformApi api) {
        return new CredentialHolder(
                new Renewal(registrar(api)),
                List.of(),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20)),
                InstantSource.system());
    }

    /** One that has registered. */
    public static CredentialHolder registered(PlatformApi api) throws RegistrationException, InterruptedException {
        CredentialHolder holder = nothing(api);
        holder.registered(registrar(api).register());
        return holder;
    }

    private static Registrar registrar(PlatformApi api) {
        return new Registrar(
                api,
                new Real(api.url(), "rsp_live_secret"),
                () -> new RegisterRequest("m", "m", 2, "1.2.3", List.of(), List.of()),
                InstantSource.system());
    }
}
