package dev.donmai.launcher.service;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The daemon's service on this machine. Asking it runs programs of the system, each with a deadline. */
public interface Service {

    /**
     * What is known of it.
     *
     * @param script what a service would start if there were one
     */
    ServiceFacts facts(Path script) throws InterruptedException;

    /** What keeps its log, if something does and the service is installed. */
    Optional<Journal> journal();

    /**
     * The service of this user, or of the whole machine.
     *
     * @param system whether that of the machine is meant; on macOS there is none
     * @param environment of this process
     */
    static Service here(boolean system, Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return os.startsWith("mac")
                ? new LaunchdService(home, environment)
                : new SystemdService(system, home, environment);
    }
}
