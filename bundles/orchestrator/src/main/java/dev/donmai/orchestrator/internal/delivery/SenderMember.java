package dev.donmai.orchestrator.internal.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.donmai.model.Json;
import java.io.IOException;

/**
 * The {@code workerId} of a body that was composed earlier: it is to be the one of now ({@code sessions.md} §2.18), and
 * everything else is to stay as it is, character for character.
 */
final class SenderMember {

    private SenderMember() {}

    /** The body with this worker id, if it has one at all. */
    static String replace(String body, String workerId) {
        try (JsonParser in = Json.mapper().createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return body;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = in.currentName().equals("workerId");
                in.nextToken();
                int from = (int) in.currentTokenLocation().getCharOffset();
                if (found && in.currentToken() == JsonToken.VALUE_STRING) {
                    // The text is read to its end only when somebody asks for it.
                    var _ = in.getText();
                    int to = (int) in.currentLocation().getCharOffset();
                    return body.substring(0, from) + Json.line(workerId) + body.substring(to);
                }
                in.skipChildren();
            }
            return body;
        } catch (IOException e) {
            // Not JSON: whoever composed it knows better.
            return body;
        }
    }
}
