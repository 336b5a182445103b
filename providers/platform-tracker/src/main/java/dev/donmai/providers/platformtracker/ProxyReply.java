package dev.donmai.providers.platformtracker;

import dev.donmai.api.issuetracker.JsonReply;
import java.util.Map;

/**
 * What the proxy's reply means ({@code sessions.md} §2.17).
 *
 * @param verdict what to do
 * @param text why, for people; empty when it is done
 */
record ProxyReply(Verdict verdict, String text) {

    enum Verdict {
        DONE,
        /** The same call may succeed a little later. */
        AGAIN,
        REFUSED
    }

    private static final int UNAUTHORIZED = 401;
    private static final int LONGEST_TEXT = 500;

    static ProxyReply of(JsonReply reply) {
        boolean ok = reply.status() >= 200 && reply.status() <= 299;
        if (!reply.isObject()) {
            String text = "HTTP " + reply.status() + ": " + cut(reply.text());
            return new ProxyReply(ok || mayPass(reply.status()) ? Verdict.AGAIN : Verdict.REFUSED, text);
        }
        if (ok && reply.body().get("success") instanceof Boolean success && success) {
            return new ProxyReply(Verdict.DONE, "");
        }
        Map<?, ?> error = reply.body().get("error") instanceof Map<?, ?> object ? object : Map.of();
        String text = text(reply, error);
        // What the proxy says of itself counts more than the status it comes with.
        if (error.get("retryable") instanceof Boolean retryable) {
            return new ProxyReply(retryable ? Verdict.AGAIN : Verdict.REFUSED, text);
        }
        return new ProxyReply(mayPass(reply.status()) ? Verdict.AGAIN : Verdict.REFUSED, text);
    }

    private static boolean mayPass(int status) {
        return status == UNAUTHORIZED || status >= 500;
    }

    private static String text(JsonReply reply, Map<?, ?> error) {
        String code = error.get("code") instanceof String given ? given : "";
        String message = error.get("message") instanceof String given ? given : cut(reply.text());
        return "HTTP " + reply.status() + ": " + (code.isEmpty() ? "" : code + ": ") + message;
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST_TEXT ? stripped : stripped.substring(0, LONGEST_TEXT) + "…";
    }
}
