package dev.donmai.api.sandbox;

import dev.donmai.api.provider.Provider;
import org.osgi.annotation.versioning.ConsumerType;

/** The daemon's view of a sandbox; see {@link Sandbox} for the half that works in a session. */
@ConsumerType
public interface SandboxProvider extends Provider {

    /** The constant capability record. */
    SandboxCapabilities capabilities();
}
