package dev.donmai.tck;

import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Family;
import dev.donmai.tck.internal.ProviderUnderTest;
import dev.donmai.tck.internal.agent.AgentChecks;
import dev.donmai.tck.internal.agent.AgentSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The tests of an agent runtime:
 *
 * <pre>{@code
 * class EchoTckIT extends AgentRuntimeTck implements DrivesProgram {
 *     @Override
 *     public Scenario driving(Path program) {
 *         return Scenario.plain().setting("path", program.toString());
 *     }
 *
 *     @Override
 *     public String saying(String text) {
 *         return text + "\n";
 *     }
 * }
 * }</pre>
 *
 * <p>The checks load it as a worker does, from the JAR alone, and start what it launches as real processes.
 */
@ConsumerType
public abstract class AgentRuntimeTck extends ProviderTck {

    protected AgentRuntimeTck() {
        super(Family.AGENT_RUNTIME);
    }

    /** A session that ends well by itself, soon. */
    protected Scenario ending() {
        return new Scenario(settings(), Map.of());
    }

    /**
     * A session that goes on until it is stopped; empty for a runtime that {@linkplain DrivesProgram drives a program}, which
     * then simply does not end.
     */
    protected Optional<Scenario> endless() {
        return Optional.empty();
    }

    /**
     * The fields of {@link dev.donmai.api.agent.AgentSpec} that the runtime honours besides those that a capability stands
     * for: of {@code systemPromptAppend}, {@code disallowedTools}, {@code maxTurns} and {@code model}. All others it reports
     * when they are given.
     */
    protected Set<String> honoured() {
        return Set.of();
    }

    @Override
    final List<Check> familyChecks(ProviderUnderTest provider) {
        return AgentChecks.of(new AgentSubject(
                provider,
                ending(),
                endless(),
                Set.copyOf(honoured()),
                this instanceof DrivesProgram driver ? Optional.of(driver) : Optional.empty()));
    }
}
