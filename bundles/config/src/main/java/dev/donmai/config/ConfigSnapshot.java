package dev.donmai.config;

import dev.donmai.model.config.DaemonConfig;
import java.time.Instant;
import java.util.List;

/**
 * How the configuration is at one moment. Immutable; everything in it comes from the same file.
 *
 * @param config what is in force: the file as it was last read, with the values of the start for the keys that are looked at only then
 * @param warnings what is odd about the file and was ignored, each beginning with the line
 * @param pendingRestart the keys whose values in the file differ from those at the start and are looked at only then; empty again when
 *     they are put back
 * @param refusal of the file as it is by now; {@link Refusal#NONE} when it was taken in
 */
public record ConfigSnapshot(DaemonConfig config, List<String> warnings, List<String> pendingRestart, Refusal refusal) {

    public ConfigSnapshot {
        warnings = List.copyOf(warnings);
        pendingRestart = List.copyOf(pendingRestart);
    }

    /** A configuration that nothing is odd about. */
    public static ConfigSnapshot of(DaemonConfig config) {
        return new ConfigSnapshot(config, List.of(), List.of(), Refusal.NONE);
    }

    /** The same while the file has turned into one that cannot be used. */
    public ConfigSnapshot refused(Refusal by) {
        return new ConfigSnapshot(config, warnings, pendingRestart, by);
    }

    /**
     * Why a file that was changed is not in force.
     *
     * @param message names the file and, where there is one, line and key
     * @param since when it was first looked at
     */
    public record Refusal(String message, Instant since) {

        /** There is none. */
        public static final Refusal NONE = new Refusal("", Instant.EPOCH);

        public boolean absent() {
            return message.isEmpty();
        }
    }
}
