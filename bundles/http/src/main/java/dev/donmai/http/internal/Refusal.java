package dev.donmai.http.internal;

import java.io.Serial;

/** A request that is not served; carries its answer. */
final class Refusal extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Reply.Whole reply;

    Refusal(Reply.Whole reply) {
        super("refused with status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    Refusal(int status, String message) {
        this(Reply.error(status, message));
    }

    Reply.Whole reply() {
        return reply;
    }
}
