package dev.donmai.itests.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rooms and what each may use: the table of the design, as data. A room is named by the part of its package after
 * {@code dev.donmai.}; all providers are one room here, because the same rule holds for each.
 *
 * <p>{@code api} stands with a room also where that room only needs {@code api.host}, the options a daemon is started
 * with.
 */
final class RoomTable {

    static final String ROOT = "dev.donmai.";
    static final String PROVIDERS = "providers";

    /** Rooms that are used through services, so that they export contracts and nothing else. */
    static final Set<String> SERVICES = Set.of(
            "config",
            "store",
            "lifecycle",
            "trust",
            "registry",
            "routing",
            "workareas",
            "sessions",
            "orchestrator",
            "http");

    private static final Map<String, Set<String>> MAY_USE = table();

    private RoomTable() {}

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        table.put("api", Set.of());
        table.put("model", Set.of("api"));
        table.put("files", Set.of());
        table.put("process", Set.of("files"));
        table.put("git", Set.of("files", "process"));
        table.put("net", Set.of("model"));
        table.put("config", Set.of("api", "model", "files"));
        table.put("store", Set.of("model", "files", "config"));
        table.put("lifecycle", Set.of("api", "model", "files", "config", "store"));
        table.put("trust", Set.of("model", "files"));
        table.put("registry", Set.of("api", "model", "files", "trust", "store", "config", "lifecycle"));
        table.put("routing", Set.of("api", "model", "registry", "store", "config"));
        // lifecycle: its checks are seen by the doctor.
        table.put("workareas", Set.of("api", "model", "files", "git", "registry", "store", "config", "lifecycle"));
        table.put(
                "sessions",
                Set.of(
                        "api",
                        "model",
                        "process",
                        "files",
                        "lifecycle",
                        "registry",
                        "routing",
                        "workareas",
                        "store",
                        "config"));
        table.put("worker", Set.of("api", "model", "files", "process", "git", "net"));
        table.put("orchestrator", Set.of("api", "model", "files", "net", "config", "store", "sessions", "lifecycle"));
        table.put(
                "http",
                Set.of(
                        "api",
                        "model",
                        "files",
                        "lifecycle",
                        "sessions",
                        "workareas",
                        "routing",
                        "registry",
                        "orchestrator",
                        "config"));
        // git: quickstart makes a repository and shows what was committed. process: the service manager and the
        // journal. standin: for the dev commands only.
        table.put("launcher", Set.of("api", "model", "files", "net", "config", "git", "process", "standin"));
        table.put("standin", Set.of("model"));
        // Embedded in the provider's own JAR, all but api.
        table.put(PROVIDERS, Set.of("api", "process", "net", "git", "files"));
        return table;
    }

    /** All rooms. */
    static Set<String> rooms() {
        return MAY_USE.keySet();
    }

    /**
     * What a room may use besides itself.
     *
     * @throws IllegalArgumentException when there is no such room
     */
    static Set<String> mayUse(String room) {
        Set<String> used = MAY_USE.get(room);
        if (used == null) {
            throw new IllegalArgumentException(
                    "room \"" + room + "\" is not in the table: add it with what it may use, here and in the design");
        }
        return used;
    }

    /** Whether a package is one of ours. */
    static boolean isOurs(String packageName) {
        return packageName.startsWith(ROOT);
    }

    /** The room of one of our packages. */
    static String roomOf(String packageName) {
        return packageName.substring(ROOT.length()).split("\\.", 2)[0];
    }

    /** Whether code of one package may use another one's. */
    static boolean allows(String from, String to) {
        String origin = roomOf(from);
        String target = roomOf(to);
        if (origin.equals(PROVIDERS) && target.equals(PROVIDERS)) {
            return provider(from).equals(provider(to));
        }
        return origin.equals(target) || mayUse(origin).contains(target);
    }

    private static String provider(String packageName) {
        return packageName.substring(ROOT.length()).split("\\.", 3)[1];
    }
}
