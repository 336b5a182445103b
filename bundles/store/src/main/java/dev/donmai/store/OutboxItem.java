package dev.donmai.store;

/**
 * One request that an orchestrator must get ({@code sessions.md} §2.18, {@code orchestrator.md} §8.5): a POST of JSON. It
 * holds no credential; whoever delivers it adds the one of that moment.
 *
 * @param kind what it says
 * @param sessionId whose it is; what one session has to say is delivered in the order in which it was put
 * @param platform base URL of the orchestrator that the session came from, without a slash at its end
 * @param path path and query below it
 * @param body the JSON as it is to be sent
 * @param key idempotency key: the same for what is the same, another one for another run of the same id
 */
public record OutboxItem(Kind kind, String sessionId, String platform, String path, String body, String key) {

    /** What a request says. */
    public enum Kind {
        /** What the session did, for people. */
        COMPLETION,
        /** How the session ended. */
        STATUS,
        /** That the session was not taken. */
        NACK;

        /** Whether nobody but us knows it: a refusal is noticed without us, by the orchestrator's sweep. */
        public boolean isResult() {
            return this != NACK;
        }
    }

    /** Says which one it is and nothing of its content. */
    @Override
    public String toString() {
        return kind + " of session \"" + sessionId + "\"";
    }
}
