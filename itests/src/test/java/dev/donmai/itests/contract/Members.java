package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Members of a document by path: {@code a.b}, {@code a[0]}, {@code a[id=x]} for the element whose {@code id} is {@code
 * x}, {@code a#} for how many elements there are. A document that is a list begins with {@code [} or {@code #}.
 */
final class Members {

    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]#]+)|\\[(\\d+)]|\\[([^=\\]]+)=([^]]*)]|(#)");

    private Members() {}

    /** The member at a path, if it is there. */
    static Optional<JsonNode> at(JsonNode document, String path) {
        Optional<JsonNode> at = Optional.of(document);
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (end < path.length()) {
            if (!step.find(end) || step.start() != end) {
                throw new IllegalArgumentException("no path: " + path);
            }
            end = step.end();
            at = at.flatMap(node -> next(node, step));
        }
        return at;
    }

    private static Optional<JsonNode> next(JsonNode node, Matcher step) {
        if (step.group(1) != null) {
            return Optional.ofNullable(node.get(step.group(1)));
        }
        if (step.group(2) != null) {
            return Optional.ofNullable(node.get(Integer.parseInt(step.group(2))));
        }
        if (step.group(3) != null) {
            return StreamSupport.stream(node.spliterator(), false)
                    .filter(element -> element.path(step.group(3)).asText().equals(step.group(4)))
                    .findFirst();
        }
        return node.isArray() ? Optional.of(IntNode.valueOf(node.size())) : Optional.empty();
    }
}
