package dev.donmai.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the markers that the launcher puts into the environment of what it starts, and nothing else of an environment. */
final class Environ {
    /** Carried by everything in a session. */
    static final String SESSION_MARKER = "DONMAI_SESSION_NONCE";

    /** Carried by everything that one {@link Program} has started. */
    static final String PROGRAM_MARKER = "DONMAI_PROGRAM_NONCE";

    /** An environment may be megabytes long, a marker is short: longer entries are skipped, not kept. */
    private static final int LONGEST_ENTRY = 512;

    private Environ() {}

    static Map<String, String> markersOf(long pid) {
        Map<String, String> markers = new HashMap<>();
        try (InputStream in = Files.newInputStream(Path.of("/proc/" + pid + "/environ"))) {
            byte[] buffer = new byte[16 * 1024];
            ByteArrayOutputStream entry = new ByteArrayOutputStream(LONGEST_ENTRY);
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == 0) {
                        keep(entry.toString(StandardCharsets.ISO_8859_1), markers);
                        entry.reset();
                    } else if (entry.size() < LONGEST_ENTRY) {
                        entry.write(buffer[i]);
                    }
                }
            }
            keep(entry.toString(StandardCharsets.ISO_8859_1), markers);
        } catch (IOException unreadable) {
            // Gone, or another user's: then it carries no marker that could be seen.
            return Map.of();
        }
        return markers;
    }

    private static void keep(String entry, Map<String, String> markers) {
        for (String name : new String[] {SESSION_MARKER, PROGRAM_MARKER}) {
            if (entry.startsWith(name + "=")) {
                markers.putIfAbsent(name, entry.substring(name.length() + 1));
            }
        }
    }
}
