package dev.donmai.api.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What the worker offers a runtime for one session. Thread-safe. */
@ProviderType
public interface AgentContext {

    /**
     * Starts a program in the session's sandbox, working directory and limits.
     *
     * @throws IOException when the program cannot be started; the message names it
     */
    AgentProcess launch(AgentCommand command) throws IOException;

    /** Hands over one event, in order. Blocks while the worker is behind; the worker never waits for the runtime meanwhile. */
    void emit(AgentEvent event);

    /** The provider's part of the configuration ({@code agents.<id>}); secrets are already resolved. */
    Map<String, Object> settings();

    /** An empty private directory outside the workarea for prompt files and the like; removed after the session. */
    Path scratchDirectory();
}
