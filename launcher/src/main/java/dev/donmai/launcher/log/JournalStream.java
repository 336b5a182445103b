package dev.donmai.launcher.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tells whether standard error goes to the journal of systemd. */
public final class JournalStream {

    private JournalStream() {}

    /**
     * Whether it does. The variable {@code JOURNAL_STREAM} names device and inode of the journal's end; a process that was
     * started from a service's with other streams has inherited it without being meant.
     */
    public static boolean isStandardError(Map<String, String> environment) {
        String named = environment.getOrDefault("JOURNAL_STREAM", "");
        if (named.isEmpty()) {
            return false;
        }
        try {
            Map<String, Object> own = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
            return named.equals(own.get("dev") + ":" + own.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            // There is no telling, so the variable counts.
            return true;
        }
    }
}
