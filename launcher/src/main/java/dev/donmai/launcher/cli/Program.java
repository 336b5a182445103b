package dev.donmai.launcher.cli;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.StateDirectory;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.launcher.client.DaemonAddress;
import java.util.List;
import java.util.Map;

/**
 * What every command works with.
 *
 * @param environment variables of the process
 */
record Program(Console console, Map<String, String> environment) {

    /** The state directory, as a daemon started from here would choose it. */
    StateDirectory state() {
        return StateDirectory.locate(new DaemonOptions("", "", "", "", "", List.of(), List.of(), environment));
    }

    /** A client of the daemon that flags, environment and state directory point at. */
    ControlClient client(Target target) {
        StateDirectory state = state();
        return new ControlClient(
                DaemonAddress.resolve(target.host(), target.port(), environment, state), state.controlToken());
    }

    /** A variable under its {@code DONMAI_} name, else its {@code RENSEI_} name, else empty. */
    String variable(String name) {
        String own = environment.getOrDefault("DONMAI_" + name, "");
        return own.isEmpty() ? environment.getOrDefault("RENSEI_" + name, "") : own;
    }
}
