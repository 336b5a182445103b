package dev.donmai.itests.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer must be like. A text between slashes is a pattern for the whole.
 *
 * @param status the status, or a list of those that are allowed
 * @param headers values of headers; null forbids one
 * @param error the body is exactly {@code {"error": <this>}}
 * @param text the body, byte for byte
 * @param json the body as a document, no member more or less
 * @param shape the table of {@code shapes.yaml} that the body follows; {@code list <name>} for a list of such
 * @param values members by path ({@link Members}) and their values
 * @param has paths of members that must be there
 * @param lacks paths of members that must not
 */
record ExpectedAnswer(
        JsonNode status,
        Map<String, @Nullable String> headers,
        @Nullable String error,
        @Nullable String text,
        JsonNode json,
        String shape,
        Map<String, JsonNode> values,
        List<String> has,
        List<String> lacks) {

    private static final String TYPE = "Content-Type";

    ExpectedAnswer {
        headers = Defaults.map(headers);
        json = Defaults.or(json, MissingNode.getInstance());
        shape = Defaults.text(shape);
        values = Defaults.map(values);
        has = Defaults.list(has);
        lacks = Defaults.list(lacks);
        if (status == null) {
            throw new IllegalArgumentException("expect: status is missing");
        }
    }

    /** What is wrong with an answer. */
    List<String> faults(RawAnswer answer) {
        List<String> faults = new ArrayList<>();
        boolean allowed = status.isArray()
                ? status.valueStream().anyMatch(one -> one.asInt() == answer.status())
                : status.asInt() == answer.status();
        if (!allowed) {
            faults.add("status is " + answer.status() + ", not " + status);
        }
        headers.forEach((name, value) -> checkHeader(name, Optional.ofNullable(value), answer, faults));
        if (text != null && !StrictJson.matches(text, answer.body())) {
            faults.add("the body is not: " + text);
        }
        if (error != null
                || !json.isMissingNode()
                || !shape.isEmpty()
                || !members().isEmpty()) {
            try {
                checkJson(StrictJson.parse(answer.body()), faults);
            } catch (JsonProcessingException e) {
                faults.add("the body is no JSON: " + e.getOriginalMessage());
            }
        }
        return faults;
    }

    private List<String> members() {
        List<String> members = new ArrayList<>(values.keySet());
        members.addAll(has);
        members.addAll(lacks);
        return members;
    }

    private static void checkHeader(String name, Optional<String> wanted, RawAnswer answer, List<String> faults) {
        Optional<String> actual = answer.header(name);
        boolean fits = wanted.isEmpty()
                ? actual.isEmpty()
                : actual.filter(text -> StrictJson.matches(wanted.get(), text)).isPresent();
        if (!fits) {
            faults.add(name + " is " + actual.orElse("absent") + ", not " + wanted.orElse("absent"));
        }
    }

    private void checkJson(JsonNode body, List<String> faults) {
        if (error != null && !StrictJson.matches(Json.object().put("error", error), body)) {
            faults.add("the body is not {\"error\": \"" + error + "\"}");
        }
        if (!json.isMissingNode() && !StrictJson.matches(json, body)) {
            faults.add("the body is not " + json);
        }
        if (shape.startsWith("list ")) {
            body.forEach(
                    element -> faults.addAll(ReplyShape.of(shape.substring(5)).faults(element)));
        } else if (!shape.isEmpty()) {
            faults.addAll(ReplyShape.of(shape).faults(body));
        }
        values.forEach((path, value) -> {
            Optional<JsonNode> actual = Members.at(body, path);
            if (actual.filter(member -> StrictJson.matches(value, member)).isEmpty()) {
                faults.add(path + " is " + actual.map(JsonNode::toString).orElse("missing") + ", not " + value);
            }
        });
        has.stream().filter(path -> Members.at(body, path).isEmpty()).forEach(path -> faults.add(path + " is missing"));
        lacks.stream()
                .filter(path -> Members.at(body, path).isPresent())
                .forEach(path -> faults.add(path + " is there"));
    }

    /** What is wrong with an answer whatever was asked. */
    static List<String> generalFaults(String method, RawAnswer answer) {
        List<String> faults = new ArrayList<>();
        answer.headers().keySet().stream()
                .filter(name -> name.startsWith("access-control-")
                        || name.equals("set-cookie")
                        || name.equals("content-encoding"))
                .forEach(name -> faults.add("there is a header " + name));
        String type = answer.header(TYPE).orElse("");
        boolean json = type.equals("application/json");
        if (answer.status() >= 400 && !json) {
            faults.add("an error of type " + type);
        }
        if (json && !method.equals("HEAD")) {
            checkDocument(answer, faults);
        }
        return faults;
    }

    private static void checkDocument(RawAnswer answer, List<String> faults) {
        if (!answer.body().endsWith("\n")
                || answer.body().strip().length() + 1 != answer.body().length()) {
            faults.add("a JSON body that does not end with exactly one line end");
        }
        try {
            JsonNode body = StrictJson.parse(answer.body());
            if (answer.status() >= 400 && body.path("error").asText().isEmpty()) {
                faults.add("an error without the member error");
            }
        } catch (JsonProcessingException e) {
            faults.add("a JSON body that is none: " + e.getOriginalMessage());
        }
    }
}
