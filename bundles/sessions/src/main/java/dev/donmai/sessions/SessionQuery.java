package dev.donmai.sessions;

/**
 * Which sessions to list ({@code additions.md} §1).
 *
 * @param state which ones
 * @param limit at most so many, the latest
 * @param before only those accepted before this session; empty for all
 */
public record SessionQuery(State state, int limit, String before) {

    /** How many are listed when nothing is said. */
    public static final int DEFAULT_LIMIT = 100;

    /** All live sessions. */
    public static final SessionQuery LIVE = new SessionQuery(State.RUNNING, Integer.MAX_VALUE, "");

    /** The words of the {@code state} parameter, in lower case there. */
    public enum State {
        RUNNING,
        ENDED,
        INTERRUPTED,
        ALL
    }
}
