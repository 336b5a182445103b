package dev.donmai.orchestrator.internal.queue;

/**
 * Who has an item; on disk before the item is in {@code claimed/}.
 *
 * @param owner which daemon, see {@link QueueOwners}
 * @param sessionId the session it runs as
 * @param token tells this claim from every other one of the same session id; its session directory holds it too
 * @param accepted whether the session was admitted; when it was, only its directory says so for a moment
 */
record Claim(String owner, String sessionId, String token, boolean accepted) {

    Claim asAccepted() {
        return new Claim(owner, sessionId, token, true);
    }
}
