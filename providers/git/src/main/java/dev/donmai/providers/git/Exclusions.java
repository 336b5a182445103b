package dev.donmai.providers.git;

import java.util.List;
import java.util.Set;

/** Paths that no commit of ours holds ({@code sessions.md} §2.15): what builds, tools and workers leave in a tree. */
final class Exclusions {

    private static final Set<String> COMPONENTS = Set.of(
            "node_modules",
            ".next",
            ".nuxt",
            "dist",
            ".turbo",
            "__pycache__",
            ".venv",
            "go-build",
            ".gocache",
            "gocache",
            ".golangci-lint-cache",
            ".cache");
    private static final Set<String> EXTENSIONS = Set.of(".pyc", ".tmp", ".log");
    private static final Set<String> TOP_DIRECTORIES = Set.of(".agent", ".donmai");
    private static final Set<String> TARGETS = Set.of("debug", "release");
    private static final String DEBUG_BINARY = "__debug_bin";

    private Exclusions() {}

    /** Whether a path, relative and with slashes, is left out. */
    static boolean apply(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return parts.stream().anyMatch(COMPONENTS::contains)
                || (parts.size() > 1 && TOP_DIRECTORIES.contains(parts.getFirst()))
                || EXTENSIONS.contains(extension(parts.getLast()))
                || parts.getLast().startsWith(DEBUG_BINARY)
                || isBuiltByCargo(parts);
    }

    /** From the last dot on; a dot file has none. */
    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }

    private static boolean isBuiltByCargo(List<String> parts) {
        return parts.size() > 1 && parts.getFirst().equals("target") && TARGETS.contains(parts.get(1));
    }
}
