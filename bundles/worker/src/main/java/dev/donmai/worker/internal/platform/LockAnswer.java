package dev.donmai.worker.internal.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import dev.donmai.net.WebException;
import dev.donmai.net.WebReply;
import java.util.ArrayList;
import java.util.List;

/** What the platform says to one refresh of the lock. */
sealed interface LockAnswer {

    /**
     * The session is still ours.
     *
     * @param stop whether it is to end all the same
     * @param messages what the agent is to be told
     */
    record Ours(boolean stop, List<String> messages) implements LockAnswer {}

    /** The platform says that the session is not ours. */
    record Refused(String cause) implements LockAnswer {}

    /** Nobody has said anything about the session. */
    record Unreachable(String cause) implements LockAnswer {}

    /** Reads a reply with a status from 200 to 299. */
    static LockAnswer of(WebReply reply) {
        String text = reply.text().strip();
        if (text.isEmpty()) {
            return new Ours(false, List.of());
        }
        JsonNode body;
        try {
            body = Json.read(text, JsonNode.class);
        } catch (JsonProcessingException e) {
            // A captive portal, a proxy's page: not the platform.
            return new Unreachable("the reply is no JSON");
        }
        boolean stop = body.path("stop").asBoolean(false);
        if (body.path("refreshed").asBoolean(false) || stop) {
            return new Ours(stop, messages(body.path("inject")));
        }
        return new Refused("refreshed: false");
    }

    /** Reads a failure. */
    static LockAnswer of(WebException failure) {
        return switch (failure.status()) {
            case 404, 409 -> new Refused(Platform.words(failure));
            default -> new Unreachable(Platform.words(failure));
        };
    }

    /** A text, an object with a {@code text}, or a list of these. */
    private static List<String> messages(JsonNode inject) {
        List<String> messages = new ArrayList<>();
        if (inject.isArray()) {
            inject.forEach(element -> messages.addAll(messages(element)));
        } else {
            String text =
                    inject.isTextual() ? inject.asText() : inject.path("text").asText("");
            if (!text.isBlank()) {
                messages.add(text);
            }
        }
        return messages;
    }
}
