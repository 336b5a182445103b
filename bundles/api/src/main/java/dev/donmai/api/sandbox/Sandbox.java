package dev.donmai.api.sandbox;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Confines the programs of one session. Named in {@code META-INF/services/dev.donmai.api.sandbox.Sandbox} of the
 * provider's JAR; one instance serves one session. Thread-safe.
 */
@ConsumerType
public interface Sandbox {

    /** The provider id this belongs to. */
    String id();

    /**
     * The command line that runs another one confined. It starts nothing itself; whoever asked starts what it returns, in
     * the same working directory and environment. What that starts ends with it.
     *
     * @param argv program and arguments, at least one element
     * @throws SandboxException when the policy cannot be kept here; the command is not run then
     */
    List<String> wrap(List<String> argv, SandboxPolicy policy) throws SandboxException;
}
