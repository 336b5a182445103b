package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One row of the contract: requests to a daemon in some state, and the answers that its rules demand. A row with cases is
 * run once for each.
 *
 * @param rules the rules it proves
 * @param name what must hold
 * @param situation the daemon it needs
 * @param beats the decision or remedy by which it differs from the reference; empty when it does not
 * @param cases values for {@code ${…}} in its steps, one object for each run
 * @param steps its requests, not yet substituted
 */
record ContractRow(
        List<String> rules,
        String name,
        Situation situation,
        String beats,
        List<ObjectNode> cases,
        List<ObjectNode> steps) {

    private static final Set<String> ABOUT = Set.of("rule", "name", "situation", "beats", "for", "steps");

    /** All rows of all files, in order. */
    static List<ContractRow> all() {
        List<ContractRow> rows = new ArrayList<>();
        for (String file : ContractFiles.names("rows")) {
            JsonNode content = ContractFiles.tree(file);
            for (JsonNode row : content.path("rows")) {
                try {
                    rows.add(of((ObjectNode) row, content.path("situation").asText("running")));
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException(file + ": " + row.path("name") + ": " + e.getMessage(), e);
                }
            }
        }
        return rows;
    }

    private static ContractRow of(ObjectNode row, String situation) {
        List<String> rules = new ArrayList<>();
        texts(row.path("rule")).forEach(rules::add);
        List<ObjectNode> steps = new ArrayList<>();
        if (row.has("steps")) {
            row.path("steps").forEach(step -> steps.add((ObjectNode) step));
        } else {
            steps.add(row.deepCopy().remove(ABOUT));
        }
        // What is misspelt shall be said before anything runs.
        steps.forEach(RowStep::of);
        String where = row.path("situation").asText(situation).replace(' ', '_');
        return new ContractRow(
                rules,
                row.required("name").asText(),
                Situation.valueOf(where.toUpperCase(Locale.ROOT)),
                row.path("beats").asText(),
                cases(row.path("for")),
                steps);
    }

    /** A list of objects is taken as it is; of an object of lists, every combination. */
    private static List<ObjectNode> cases(JsonNode given) {
        List<ObjectNode> cases = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(one -> cases.add((ObjectNode) one));
            return cases;
        }
        cases.add(Json.object());
        for (Map.Entry<String, JsonNode> variable : given.properties()) {
            List<ObjectNode> before = List.copyOf(cases);
            cases.clear();
            for (ObjectNode one : before) {
                variable.getValue().forEach(value -> cases.add(one.deepCopy().set(variable.getKey(), value)));
            }
        }
        return cases;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** How a report calls one run of it. */
    String title(ObjectNode values) {
        StringBuilder title =
                new StringBuilder("§" + String.join(" §", rules)).append(": ").append(name);
        if (!values.isEmpty()) {
            title.append(' ').append(values);
        }
        if (!beats.isEmpty()) {
            title.append(" (").append(beats).append(')');
        }
        return title.toString();
    }
}
