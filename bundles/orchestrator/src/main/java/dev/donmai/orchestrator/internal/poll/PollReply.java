package dev.donmai.orchestrator.internal.poll;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.orchestrator.internal.work.InvalidItemException;
import dev.donmai.orchestrator.internal.work.WorkItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A reply to a poll ({@code orchestrator.md} §8.1), taken apart piece by piece: everything in it is claimed or handed over, so
 * what is wrong with one piece must not take the others with it. What was read before the text breaks off counts.
 *
 * @param work the items in their order
 * @param messages session id → messages for its agent
 * @param gitCredentials tokens for repositories
 * @param problems what could not be read, for the log; without the content
 */
public record PollReply(
        List<PolledItem> work,
        Map<String, List<InboxFile>> messages,
        List<GitCredential> gitCredentials,
        List<String> problems) {

    /** Reads a body. */
    public static PollReply read(byte[] body) {
        Reading reading = new Reading(body);
        reading.readAll();
        return new PollReply(reading.work, reading.messages, reading.gitCredentials, reading.problems);
    }

    /** Whether whoever answered has said nothing that can be understood, and may not be an orchestrator. */
    boolean isNone() {
        return work.isEmpty() && messages.isEmpty() && gitCredentials.isEmpty() && !problems.isEmpty();
    }

    private static final class Reading {

        private final byte[] body;
        private final List<PolledItem> work = new ArrayList<>();
        private final Map<String, List<InboxFile>> messages = new LinkedHashMap<>();
        private final List<GitCredential> gitCredentials = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Reading(byte[] body) {
            this.body = body;
        }

        void readAll() {
            try (JsonParser in = Json.mapper().createParser(body)) {
                if (in.nextToken() != JsonToken.START_OBJECT) {
                    problems.add("decode poll response: it is not an object");
                    return;
                }
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String member = in.currentName().toLowerCase(Locale.ROOT);
                    in.nextToken();
                    member(in, member);
                }
            } catch (JsonProcessingException e) {
                problems.add("decode poll response: " + e.getOriginalMessage());
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory can be read", e);
            }
        }

        private void member(JsonParser in, String member) throws IOException {
            switch (member) {
                case "work" -> readWork(in);
                case "inboxmessages" -> readMessages(in.readValueAsTree());
                case "gitcredentials" -> readGitCredentials(in.readValueAsTree());
                default -> in.skipChildren();
            }
        }

        private void readWork(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                if (in.currentToken() != JsonToken.VALUE_NULL) {
                    problems.add("work is not a list");
                }
                in.skipChildren();
                return;
            }
            while (in.nextToken() != JsonToken.END_ARRAY) {
                int from = (int) in.currentTokenLocation().getByteOffset();
                JsonNode item = in.readValueAsTree();
                int to = (int) in.currentLocation().getByteOffset();
                work.add(item(item, new String(body, from, to - from, StandardCharsets.UTF_8)));
            }
        }

        private static PolledItem item(JsonNode item, String raw) {
            if (!(item instanceof ObjectNode object)) {
                return new PolledItem.Malformed("", raw, "the item is not an object");
            }
            try {
                return new PolledItem.Sound(WorkItem.read(object), raw);
            } catch (InvalidItemException e) {
                return new PolledItem.Malformed(sessionId(object), raw, String.valueOf(e.getMessage()));
            }
        }

        private static String sessionId(ObjectNode item) {
            for (Map.Entry<String, JsonNode> member : item.properties()) {
                if (member.getKey().equalsIgnoreCase("sessionId")
                        && member.getValue().isTextual()) {
                    return member.getValue().asText();
                }
            }
            return "";
        }

        private void readMessages(JsonNode bySession) {
            for (Map.Entry<String, JsonNode> session : bySession.properties()) {
                List<InboxFile> list = messages.computeIfAbsent(session.getKey(), _ -> new ArrayList<>());
                for (JsonNode message : session.getValue()) {
                    read(message, InboxFile.class, "a message for session " + session.getKey())
                            .ifPresent(list::add);
                }
            }
        }

        private void readGitCredentials(JsonNode list) {
            for (JsonNode credential : list) {
                read(credential, GitCredential.class, "a git credential").ifPresent(gitCredentials::add);
            }
        }

        private <T> Optional<T> read(JsonNode node, Class<T> type, String what) {
            try {
                if (node.isObject()) {
                    return Optional.of(Json.convert(node, type));
                }
                problems.add(what + " is not an object");
            } catch (JsonProcessingException e) {
                // Not the parser's words: they may quote a secret.
                problems.add(what + " is not understood");
            }
            return Optional.empty();
        }
    }
}
