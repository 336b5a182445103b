package dev.donmai.lifecycle;

import java.io.Serial;

/** An update was not begun; nothing has changed. The message says why, in one sentence. */
public class UpdateRefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String reason;

    /**
     * A refusal.
     *
     * @param code one word with hyphens, for programs
     * @param message one sentence, for people
     * @param reason the fact behind it, with the file, key or version
     */
    public UpdateRefusedException(String code, String message, String reason) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    /** One word for programs. */
    public String code() {
        return code;
    }

    /** The fact behind the refusal. */
    public String reason() {
        return reason;
    }
}
