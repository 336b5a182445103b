package dev.donmai.providers.stub;

import dev.donmai.api.agent.AgentSpec;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session's {@code providerConfig} and environment say about the play.
 *
 * @param behavior {@code stub.behavior}, else the variable {@code DONMAI_STUB_MODE}, else {@code RENSEI_STUB_MODE}
 * @param injectUnsupported {@code stub.injectUnsupported}: refuse every injection
 * @param progressTicks {@code stub.progressTicks}: progress events of {@code slow-tool}, 3 when not given
 * @param tick {@code stub.tickMillis}: real time between two of them, a second when not given; what the events say is
 *     always whole seconds
 */
record StubSettings(Behavior behavior, boolean injectUnsupported, int progressTicks, Duration tick) {

    private static final int MOST_TICKS = 100_000;

    static StubSettings of(AgentSpec spec) {
        Map<String, Object> config = spec.providerConfig();
        String mode = text(config.get("stub.behavior"));
        if (mode.isEmpty()) {
            mode = spec.environment().getOrDefault("DONMAI_STUB_MODE", "");
        }
        if (mode.isEmpty()) {
            mode = spec.environment().getOrDefault("RENSEI_STUB_MODE", "");
        }
        return new StubSettings(
                Behavior.of(mode),
                Boolean.parseBoolean(text(config.get("stub.injectUnsupported"))),
                Math.clamp(number(config.get("stub.progressTicks"), 3), 0, MOST_TICKS),
                Duration.ofMillis(Math.max(0, number(config.get("stub.tickMillis"), 1000))));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static long number(@Nullable Object value, long otherwise) {
        return value instanceof Number number ? number.longValue() : otherwise;
    }
}
