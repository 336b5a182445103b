package dev.donmai.git;

/** A mirror is damaged beyond mending; the check-out goes on without it. */
final class MirrorUnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String note;

    MirrorUnusableException(String note) {
        super(note);
        this.note = note;
    }

    String note() {
        return note;
    }
}
