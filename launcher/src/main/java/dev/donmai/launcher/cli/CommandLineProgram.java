package dev.donmai.launcher.cli;

import dev.donmai.launcher.Donmai;
import dev.donmai.launcher.framework.FrameworkMode;

/** Reads the arguments, runs the command, and ends the process with its exit code. */
public final class CommandLineProgram {

    private CommandLineProgram() {}

    public static void main(String[] arguments) throws Exception {
        int code;
        try {
            code = new DaemonRun(System.out)
                    .run(Donmai.builder()
                            .port(0)
                            .framework(FrameworkMode.named(System.getenv().getOrDefault("DONMAI_FRAMEWORK", ""))));
        } catch (dev.donmai.api.host.DaemonStartException e) {
            System.err.println("Error: daemon start: " + e.getMessage());
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }
}
