package dev.donmai.lifecycle;

import java.util.Locale;

/**
 * Something about this daemon or its machine that {@code doctor} looks at; registered as a service by the room that
 * knows how. All checks run at the same time, each on a thread of its own, whenever somebody asks; one call of
 * {@link #look} at a time.
 */
public interface DoctorCheck {

    /** What is looked at, in lower case and with hyphens: {@code state-directory}. Unique. */
    String name();

    /**
     * Looks. May block, within the limit that {@code doctor} sets for all; is interrupted after it.
     *
     * @throws Exception when it could not look; shown as failed, with the message
     */
    Finding look() throws Exception;

    /** How it stands. */
    enum State {
        OK,
        WARNING,
        FAILED;

        /** The word of the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was found.
     *
     * @param summary one sentence, without a full stop
     * @param remedy what to do; empty where there is nothing to do
     */
    record Finding(State state, String summary, String remedy) {

        /** All is well. */
        public static Finding ok(String summary) {
            return new Finding(State.OK, summary, "");
        }

        /** It works, but not as somebody might expect. */
        public static Finding warning(String summary, String remedy) {
            return new Finding(State.WARNING, summary, remedy);
        }

        /** It does not work. */
        public static Finding failed(String summary, String remedy) {
            return new Finding(State.FAILED, summary, remedy);
        }
    }
}
