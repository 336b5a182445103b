package dev.donmai.config.internal.edit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A valid {@code daemon.yaml} in the style of somebody: every choice that YAML leaves (brackets or lines, indentation, quotes,
 * comments, line breaks, anchors) is made anew. What belongs to the project {@code p3} stands on lines that contain {@code p3} or
 * {@code cloneStrategy}. Every comment ends with a mark of its own: {@code @3}.
 */
final class AnyStyle {

    private static final List<String> COMMENTS = List.of(
            "plain", "projects: [", "- id: other", "it's \"quoted\" {", "ümlaut 😀", "capacity: {x: 99}", "a\ttab", "");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private boolean inText;
    private int comments;

    private AnyStyle(Random random) {
        this.random = random;
    }

    /** A text, in quotes or not; other values are written as they are. */
    private record Text(String text) {}

    /** The text of a file. */
    static String file(Random random) {
        AnyStyle style = new AnyStyle(random);
        Map<String, Object> content = style.content();
        if (style.oneIn(6)) {
            style.lines.add("---" + style.trail());
        }
        if (style.oneIn(8)) {
            style.comments();
            style.line(style.flow(content, 0));
        } else {
            style.map(content, 0, "");
        }
        style.comments();
        String newline = style.oneIn(3) ? "\r\n" : "\n";
        return String.join(newline, style.lines) + (style.oneIn(4) ? "" : newline);
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    // What it says.

    private Map<String, Object> content() {
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put("machine", some("id", "build-box", "region", new Text("eu: north")));
        sections.put("capacity", some("maxConcurrentSessions", "4", "poolMaxDiskGb", "0x10"));
        sections.put("limits", oneIn(3) ? "" : some("memoryMb", "512", "cpus", "1.5"));
        sections.put("orchestrator", some("url", new Text("https://o.example/x"), "authToken", new Text("${TOKEN}")));
        sections.put("projects", oneIn(6) ? "" : projects());
        sections.put("x-list", List.of("a", new Text("b, c"), some("d", "e", "capacity", "no")));
        sections.put("x-empty", "~");
        List<String> names = new ArrayList<>(sections.keySet());
        names.removeIf(name -> !name.equals("machine") && oneIn(4));
        Collections.shuffle(names, random);
        Map<String, Object> content = new LinkedHashMap<>();
        names.forEach(name -> content.put(name, sections.get(name)));
        if (oneIn(3)) {
            content.put("x-base", "&base {a: 1, b: [2]}");
            content.put("x-use", "*base");
            content.put("x-merge", "{<<: *base, c: 3}");
        }
        return content;
    }

    private Map<String, Object> some(String first, Object value, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        if (oneIn(2)) {
            map.put(second, other);
        }
        return map;
    }

    private List<Object> projects() {
        // The same id may stand there twice.
        return IntStream.rangeClosed(1, random.nextInt(4))
                .mapToObj(i -> (Object) project("p" + (oneIn(5) ? 1 : i)))
                .toList();
    }

    private Map<String, Object> project(String id) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("id", id);
        parts.put(oneIn(4) ? "repoUrl" : "repository", new Text("https://h.example/" + id));
        parts.put("git", Map.of("sshKey", new Text("~/.ssh/" + id)));
        parts.put("x-" + id, new Text(id + " # no comment"));
        parts.put("cloneStrategy", "full");
        List<String> keys = new ArrayList<>(parts.keySet());
        keys.removeIf(key -> !key.equals("id") && !key.startsWith("repo") && oneIn(2));
        if (oneIn(3)) {
            Collections.shuffle(keys, random);
        }
        Map<String, Object> project = new LinkedHashMap<>();
        keys.forEach(key -> project.put(key, parts.get(key)));
        return project;
    }

    // How it says it.

    private void map(Map<String, Object> map, int indent, String dash) {
        String before = dash;
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            String head = before.isEmpty() ? " ".repeat(indent) : before;
            if (before.isEmpty()) {
                comments();
            }
            before = "";
            entry(head + key(entry.getKey()) + ":", entry.getValue(), indent);
        }
    }

    private void entry(String head, Object value, int indent) {
        switch (value) {
            case Map<?, ?> map
            when !oneIn(4) -> {
                line(head + (oneIn(8) ? " &a" + lines.size() : ""));
                map(strings(map), indent + 1 + random.nextInt(6), "");
            }
            case List<?> list
            when !list.isEmpty() && !oneIn(4) -> {
                line(head);
                list(list, indent + random.nextInt(4));
            }
            case Text text
            when oneIn(6) -> {
                lines.add(head + (oneIn(2) ? " |-" : " >-  # folded"));
                lines.add(" ".repeat(indent + 1 + random.nextInt(3)) + text.text());
                inText = true;
            }
            default -> {
                String written = flow(value, indent + 1);
                line(head + (written.isEmpty() ? "" : " ".repeat(1 + random.nextInt(3)) + written));
            }
        }
    }

    private void list(List<?> list, int indent) {
        for (Object item : list) {
            comments();
            String dash = " ".repeat(indent) + "-" + " ".repeat(1 + random.nextInt(3));
            if (item instanceof Map<?, ?> map && !oneIn(4)) {
                if (oneIn(6)) {
                    line(dash.stripTrailing());
                    map(strings(map), indent + 2, "");
                } else {
                    map(strings(map), dash.length(), dash);
                }
            } else {
                line(dash + flow(item, indent + 1));
            }
        }
    }

    private String flow(Object value, int indent) {
        return switch (value) {
            case Map<?, ?> map ->
                brackets(
                        '{',
                        map.entrySet().stream()
                                .map(entry -> key(entry.getKey()) + ": " + flow(entry.getValue(), indent + 1))
                                .toList(),
                        '}',
                        indent);
            case List<?> list ->
                brackets('[', list.stream().map(item -> flow(item, indent + 1)).toList(), ']', indent);
            default -> scalar(value, true);
        };
    }

    private String brackets(char open, List<String> parts, char close, int indent) {
        StringBuilder text = new StringBuilder().append(open).append(oneIn(4) ? " " : "");
        for (int i = 0; i < parts.size(); i++) {
            text.append(parts.get(i));
            if (i < parts.size() - 1 || oneIn(6)) {
                text.append(",")
                        .append(i == parts.size() - 1 || !oneIn(4) ? " " : trail() + "\0" + " ".repeat(indent + 1));
            }
        }
        return text.append(oneIn(4) ? " " : "").append(close).toString();
    }

    private String key(Object key) {
        return switch (random.nextInt(12)) {
            case 0 -> "'" + key + "'";
            case 1 -> "\"" + key + "\"";
            default -> String.valueOf(key);
        };
    }

    private String scalar(Object value, boolean inBrackets) {
        String text = value instanceof Text quoted ? quoted.text() : String.valueOf(value);
        boolean needsQuotes = value instanceof Text
                && (text.contains(": ") || text.contains(" #") || text.contains(", ") || inBrackets);
        if (needsQuotes || (value instanceof Text && oneIn(3))) {
            return oneIn(2) ? "'" + text + "'" : "\"" + text + "\"";
        }
        return text;
    }

    private void line(String text) {
        inText = false;
        Collections.addAll(lines, (text + trail()).split("\0", -1));
    }

    private String trail() {
        return switch (random.nextInt(5)) {
            case 0 -> "   ";
            case 1 -> " # " + comment();
            default -> "";
        };
    }

    private void comments() {
        while (oneIn(4)) {
            // Behind a text of several lines, an indented comment would be its next line.
            lines.add(oneIn(3) ? "" : " ".repeat(inText ? 0 : random.nextInt(8)) + "#" + comment());
        }
    }

    private String comment() {
        return COMMENTS.get(random.nextInt(COMMENTS.size())) + " @" + comments++;
    }

    private static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
