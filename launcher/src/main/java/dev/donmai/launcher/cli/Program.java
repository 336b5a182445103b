package dev.donmai.launcher.cli;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigFile;
import dev.donmai.config.StateDirectory;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What every command works with. */
final class Program {

    private final Map<String, String> environment;
    private Console console;

    /** @param environment variables of the process */
    Program(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = Map.copyOf(environment);
    }

    Console console() {
        return console;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Prints no colours from here on. */
    void withoutColours() {
        console = console.plain();
    }

    /** What a daemon started from here would be given. */
    DaemonOptions options() {
        return new DaemonOptions("", "", "", "", "", List.of(), List.of(), environment);
    }

    /** The state directory, as a daemon started from here would choose it. */
    StateDirectory state() {
        return StateDirectory.locate(options());
    }

    /** The configuration, as a daemon started from here would choose it: the flag, a variable, the state directory. */
    Path configuration(Path flag) {
        return ConfigFile.locate(new DaemonOptions(flag.toString(), "", "", "", "", List.of(), List.of(), environment));
    }

    /** A client of the daemon that flags, environment and state directory point at. */
    ControlClient client(Target target) throws ClientException {
        StateDirectory state = state();
        return new ControlClient(target.lookup().find(environment, state), state);
    }

    /** A variable under its {@code DONMAI_} name, else its {@code RENSEI_} name, else empty. */
    String variable(String name) {
        return options().variable(name);
    }
}
