package dev.donmai.standin;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The runtime tokens that were given out and how long each is good. Guarded by the {@link Platform}. */
final class Tokens {

    private static final int BYTES = 18;

    private final Map<String, Token> given = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    private record Token(String workerId, long untilNanos) {}

    /** What a credential is worth. */
    enum Worth {
        GOOD,
        EXPIRED,
        UNKNOWN
    }

    String issue(String workerId, long lifetimeNanos) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = "rt_" + HexFormat.of().formatHex(bytes);
        long now = System.nanoTime();
        given.values().removeIf(old -> old.workerId().equals(workerId) && old.untilNanos() - now <= 0);
        given.put(token, new Token(workerId, now + lifetimeNanos));
        return token;
    }

    Worth worth(String token) {
        Token known = given.get(token);
        if (known == null) {
            return Worth.UNKNOWN;
        }
        return known.untilNanos() - System.nanoTime() > 0 ? Worth.GOOD : Worth.EXPIRED;
    }

    /** Whose it is, good or not. */
    Optional<String> workerOf(String token) {
        return Optional.ofNullable(given.get(token)).map(Token::workerId);
    }

    void expireAll() {
        long now = System.nanoTime();
        given.replaceAll((_, token) -> new Token(token.workerId(), now));
    }

    void forget() {
        given.clear();
    }
}
