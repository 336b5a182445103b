package dev.donmai.launcher.framework;

import java.nio.file.Path;

/**
 * A bundle of the daemon.
 *
 * @param symbolicName its name
 * @param jar where it lies
 */
public record CoreBundle(String symbolicName, Path jar) {

    private static final String ROOMS = "dev.donmai.";

    /** The start level at which everything runs. */
    static final int LAST_LEVEL = 40;

    /** Services before their users, so that a component is satisfied the moment its bundle starts. */
    int startLevel() {
        if (!symbolicName.startsWith(ROOMS)) {
            return 3;
        }
        return switch (symbolicName.substring(ROOMS.length())) {
            case "model", "files", "process", "git", "net" -> 5;
            case "store", "config", "lifecycle", "trust" -> 10;
            case "sessions" -> 30;
            case "http", "orchestrator" -> LAST_LEVEL;
            default -> 20;
        };
    }

    /** What the framework knows the bundle by. */
    String location(FrameworkMode mode) {
        return switch (mode) {
            case CONNECT -> ClassPathConnector.PREFIX + symbolicName;
            case PLAIN -> "reference:" + jar.toUri();
        };
    }
}
