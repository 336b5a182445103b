package dev.donmai.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which directory holds the state of the daemon ({@code config.md} §1.1, README decision 2). */
public final class StateHome {

    private static final String OWN = ".donmai";
    private static final String LEGACY = ".rensei";
    private static final String CONFIG = "daemon.yaml";

    private StateHome() {}

    /** The directory named by {@code DONMAI_STATE_HOME}, else the one in the user's home that is in use. */
    public static Path of(Map<String, String> environment) {
        String named = environment.getOrDefault("DONMAI_STATE_HOME", "");
        if (!named.isBlank()) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        String home = environment.getOrDefault("HOME", "");
        if (home.isBlank()) {
            return Path.of("/tmp", OWN);
        }
        Path own = Path.of(home, OWN);
        Path legacy = Path.of(home, LEGACY);
        boolean ownInUse =
                Files.isDirectory(own) && (Files.exists(own.resolve(CONFIG)) || !Files.exists(legacy.resolve(CONFIG)));
        return ownInUse || !Files.isDirectory(legacy) ? own : legacy;
    }
}
