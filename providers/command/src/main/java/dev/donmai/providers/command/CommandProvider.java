package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentCapabilities;
import dev.donmai.api.agent.AgentRuntimeProvider;
import dev.donmai.api.provider.Probe;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The daemon's view of the configured program: ready when one is configured and there. */
@Component(service = AgentRuntimeProvider.class)
public final class CommandProvider implements AgentRuntimeProvider {

    /** Provider id. */
    public static final String ID = "command";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public AgentCapabilities capabilities() {
        return AgentCapabilities.minimal("Command");
    }

    @Override
    public Probe probe(Map<String, Object> settings) {
        if (!settings.containsKey("argv")) {
            return Probe.inactive("agents.command.argv is not set: name the program and its arguments there, "
                    + "for example argv: [\"/usr/local/bin/my-agent\"]");
        }
        try {
            CommandSettings parsed = CommandSettings.of(settings);
            String path = parsed.env().getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
            String program = parsed.argv().getFirst();
            return ProgramLookup.canBeThere(program, path)
                    ? Probe.ready()
                    : Probe.unhealthy("agents.command.argv: there is no executable program \"" + program
                            + (program.contains("/") ? "\"" : "\" in PATH"));
        } catch (SettingsException e) {
            return Probe.unhealthy(e.reason());
        }
    }
}
