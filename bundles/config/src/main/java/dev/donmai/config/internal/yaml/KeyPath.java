package dev.donmai.config.internal.yaml;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes the place of a value the way messages name it: {@code projects[0].git.sshKey}. */
public final class KeyPath {

    private KeyPath() {}

    /** The place of the value that a parser in this context stands at. */
    public static String of(JsonStreamContext context) {
        Deque<String> steps = new ArrayDeque<>();
        for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
            steps.addFirst(at.inArray() ? "[" + at.getCurrentIndex() + "]" : "." + at.getCurrentName());
        }
        return join(steps);
    }

    /** The place that an error of Jackson names. */
    public static String of(List<Reference> references) {
        Deque<String> steps = new ArrayDeque<>();
        for (Reference reference : references) {
            String name = reference.getFieldName();
            steps.addLast(name == null ? "[" + reference.getIndex() + "]" : "." + name);
        }
        return join(steps);
    }

    /** The place around a place; empty for the whole document. */
    public static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private static String join(Deque<String> steps) {
        String path = String.join("", steps);
        return path.startsWith(".") ? path.substring(1) : path;
    }
}
