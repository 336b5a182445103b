package dev.donmai.http.internal;

/**
 * What a reader of a stream asks for.
 *
 * @param after where it stands: the last event or byte it has
 * @param follow whether it wants to be told what comes later
 */
record Cursor(long after, boolean follow) {

    /** Reads {@code after}, else the header of a browser that reconnects, and {@code follow}. */
    static Cursor of(Call call) throws Refusal {
        String after = call.query("after").orElse("");
        String source = "after";
        if (after.isEmpty()) {
            after = call.header("Last-Event-ID").orElse("");
            source = "Last-Event-ID";
        }
        String follow = call.query("follow").orElse("");
        return switch (follow) {
            case "true" -> new Cursor(position(source, after), true);
            case "", "false" -> new Cursor(position(source, after), false);
            default -> throw new Refusal(400, "follow: \"" + follow + "\" is neither true nor false");
        };
    }

    private static long position(String source, String text) throws Refusal {
        if (text.isEmpty()) {
            return 0;
        }
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw new Refusal(400, source + ": \"" + text + "\" is not a whole number from 0 on");
    }
}
