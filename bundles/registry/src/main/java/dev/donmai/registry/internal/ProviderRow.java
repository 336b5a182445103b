package dev.donmai.registry.internal;

import dev.donmai.api.provider.Probe;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.internal.ProviderDriver.Outcome;
import dev.donmai.registry.internal.ProviderEntry.State;
import java.util.Locale;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** What an entry of the registry shows, by its standing ({@code providers.md} §7.3). */
final class ProviderRow {

    private ProviderRow() {}

    /** One that gets work if it can. */
    static State of(ExaminedJar jar, Outcome outcome, String update) {
        Probe probe = outcome.probe();
        return new State(
                view(
                        jar,
                        outcome.state(),
                        probe.status(),
                        probe.status() == Probe.Status.READY ? "" : probe.reason(),
                        outcome,
                        update),
                outcome.state(),
                outcome.usable() && outcome.capabilities().isPresent(),
                outcome.capabilities());
    }

    /** One that sessions still run with. */
    static State draining(ExaminedJar jar, Outcome outcome, String why) {
        return idle(jar, ProviderState.DRAINING, Probe.Status.DEGRADED, "draining: " + why, outcome);
    }

    /** One that was switched off. */
    static State off(ExaminedJar jar, Outcome outcome) {
        return idle(
                jar,
                ProviderState.INACTIVE,
                Probe.Status.INACTIVE,
                "switched off; `donmai provider enable` switches it on",
                outcome);
    }

    /** One that is gone. */
    static State gone(ExaminedJar jar, String why) {
        return idle(jar, ProviderState.RETIRED, Probe.Status.INACTIVE, why, Outcome.inactive(why));
    }

    private static State idle(
            ExaminedJar jar, ProviderState phase, Probe.Status status, String reason, Outcome outcome) {
        return new State(view(jar, phase, status, reason, outcome, ""), phase, false, outcome.capabilities());
    }

    private static ProviderView view(
            ExaminedJar jar, ProviderState phase, Probe.Status status, String reason, Outcome outcome, String update) {
        Version version = version(jar);
        return new ProviderView(
                id(jar),
                id(jar),
                jar.source().bundled()
                        ? jar.source().daemonVersion()
                        : version.getMajor() + "." + version.getMinor() + "." + version.getMicro(),
                family(jar).wireName(),
                "global",
                status.name().toLowerCase(Locale.ROOT),
                jar.source().sourceName(),
                jar.trust().level().wireName(),
                jar.trust().signerId(),
                outcome.capabilities().isPresent(),
                outcome.capabilities().orElse(Map.of()),
                reason,
                phase.word(),
                update);
    }

    static String id(ExaminedJar jar) {
        return jar.declaration()
                .map(Declaration::id)
                .filter(id -> !id.isEmpty())
                .orElse(jar.source().name());
    }

    /** How a provider is named outside of its family ({@code additions.md} §1). */
    static String qualified(ProviderFamily family, String id) {
        return family == ProviderFamily.AGENT_RUNTIME ? id : family.wireName() + ":" + id;
    }

    static Version version(ExaminedJar jar) {
        return jar.bundle().map(Bundle::getVersion).orElse(Version.emptyVersion);
    }

    /** What has no known family is listed among those it most likely wanted to be. */
    static ProviderFamily family(ExaminedJar jar) {
        return jar.declaration().flatMap(Declaration::knownFamily).orElse(ProviderFamily.AGENT_RUNTIME);
    }

    /** The digest of its content; empty where it could not be read. */
    static String hash(ExaminedJar jar) {
        return jar.file().map(PinnedFile::sha256).orElse("");
    }
}
