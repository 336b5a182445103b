package dev.donmai.launcher.cli;

import dev.donmai.launcher.service.Service;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags that say whose service is meant. */
final class ServiceScope {

    @Option(names = "--user", description = "The service of this user (default).")
    private boolean user;

    @Option(names = "--system", description = "The service of the whole machine.")
    private boolean system;

    Service service(Map<String, String> environment) throws CommandFailure {
        if (user && system) {
            throw new CommandFailure("cannot specify both --user and --system");
        }
        return Service.here(system, environment);
    }
}
