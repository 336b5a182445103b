package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An event of a session as a line for people: time, what it is about, what happened. */
final class EventText {

    private static final int LABEL = 10;
    private static final int MAX_TEXT = 400;

    private final Console console;

    EventText(Console console) {
        this.console = console;
    }

    /** The lines of an event; none for one that says nothing to a person. */
    Optional<String> of(JsonNode event) {
        String kind = event.path("kind").asText();
        return switch (kind) {
            case "session.accepted" -> line(event, "accepted", "repository " + text(event, "repository") + ref(event));
            case "session.started" -> line(event, "started", "agent runtime " + text(event, "runtime"));
            case "session.interrupted" -> line(event, "session", "interrupted");
            case "session.resumed" -> line(event, "session", "resumed");
            case "session.ended" -> line(event, "ended", ended(event.path("exit")));
            case "workarea.ready" ->
                line(
                        event,
                        "workarea",
                        "branch " + text(event, "branch") + " at " + commit(text(event, "commit")) + " in "
                                + text(event, "path"));
            case "workarea.archived" -> line(event, "archived", text(event, "archiveId"));
            case "agent.init" -> line(event, "agent", "started");
            case "agent.system", "agent.error" -> line(event, last(kind), text(event, "message"));
            case "agent.text" -> line(event, "agent", text(event, "text"));
            case "agent.thinking" -> line(event, "thinking", text(event, "text"));
            case "agent.tool-use" -> line(event, "tool", text(event, "toolName") + argument(event.path("input")));
            case "agent.tool-result" -> line(event, "result", text(event, "content"));
            case "agent.result" -> line(event, "agent", result(event));
            case "output" ->
                line(event, text(event, "stream").equals("stderr") ? "stderr" : "output", text(event, "text"));
            case "limit" -> line(event, "limit", text(event, "message"));
            case "denied" -> line(event, "denied", text(event, "message"));
            case "resync" ->
                Optional.of("... events before " + event.path("oldest").asLong() + " are gone");
            case "agent.usage", "agent.tool-progress" -> Optional.empty();
            default -> line(event, kind, "");
        };
    }

    private Optional<String> line(JsonNode event, String label, String text) {
        String at = event.path("at").asText();
        String time = at.length() >= 19 ? at.substring(11, 19) : "        ";
        String body = text.strip().lines().collect(Collectors.joining("\n" + " ".repeat(LABEL + 10)));
        String cut = body.length() > MAX_TEXT ? body.substring(0, MAX_TEXT) + " ..." : body;
        String padded = label + " ".repeat(Math.max(1, LABEL - label.length()));
        return Optional.of(
                (console.paint(time, "2") + "  " + console.paint(padded, colour(label)) + cut).stripTrailing());
    }

    private static String colour(String label) {
        return switch (label) {
            case "agent", "thinking" -> "36";
            case "error", "stderr", "limit", "denied" -> "31";
            case "output", "tool", "result" -> "";
            default -> "1";
        };
    }

    private static String ended(JsonNode exit) {
        String state = exit.path("state").asText("unknown");
        String reason = exit.path("reason").asText("");
        String code = exit.has("code") ? "exit code " + exit.path("code").asInt() : "";
        String signal = exit.path("signal").asInt() > 0
                ? "signal " + exit.path("signal").asInt()
                : "";
        String details = List.of(reason.equals(state) ? "" : reason, code, signal).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return details.isEmpty() ? state : state + " (" + details + ")";
    }

    private static String result(JsonNode event) {
        String verdict = event.path("success").asBoolean() ? "finished" : "failed";
        // With a program that prints lines, the message repeats all of them.
        String message = text(event, "message").strip().lines().reduce("", (before, line) -> line);
        return message.isBlank() ? verdict : verdict + ": " + message;
    }

    /** What a tool was given, where one member says it all. */
    private static String argument(JsonNode input) {
        for (String name : List.of("command", "file_path", "path", "pattern", "description", "prompt")) {
            String value = input.path(name).asText("");
            if (!value.isEmpty()) {
                return ": " + value.replaceAll("\\s+", " ");
            }
        }
        return "";
    }

    private static String ref(JsonNode event) {
        String ref = text(event, "ref");
        return ref.isEmpty() ? "" : " at " + ref;
    }

    private static String commit(String id) {
        return id.length() > 10 ? id.substring(0, 10) : id;
    }

    private static String last(String kind) {
        return kind.substring(kind.indexOf('.') + 1);
    }

    private static String text(JsonNode event, String member) {
        return event.path(member).asText("");
    }
}
