package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The providers of a daemon by family ({@code cli.md} §5). */
record ProviderListText(JsonNode json) implements View {

    /** The order of the contract; families it does not know come after these. */
    private static final List<String> FAMILIES = List.of(
            "sandbox", "workarea", "agent-runtime", "vcs", "issue-tracker", "deployment", "agent-registry", "kit");

    @Override
    public List<String> names() {
        return byFamily().values().stream()
                .flatMap(List::stream)
                .map(ProviderText::name)
                .toList();
    }

    @Override
    public void print(Console console, boolean wide) {
        Map<String, List<JsonNode>> families = byFamily();
        if (families.isEmpty()) {
            console.line("No providers registered.");
        }
        boolean further = false;
        for (Map.Entry<String, List<JsonNode>> family : families.entrySet()) {
            if (further) {
                console.line("");
            }
            further = true;
            console.line(family.getKey());
            console.table(
                    "  ",
                    wide
                            ? List.of("NAME", "VERSION", "SCOPE", "STATUS", "SOURCE", "TRUST", "ID", "REASON")
                            : List.of("NAME", "VERSION", "SCOPE", "STATUS"),
                    family.getValue().stream()
                            .map(provider -> wide ? wideRow(console, provider) : row(console, provider))
                            .toList());
        }
    }

    private Map<String, List<JsonNode>> byFamily() {
        Map<String, List<JsonNode>> families = new LinkedHashMap<>();
        FAMILIES.forEach(family -> families.put(family, new ArrayList<>()));
        for (JsonNode provider : json.path("providers")) {
            families.computeIfAbsent(text(provider, "family"), family -> new ArrayList<>())
                    .add(provider);
        }
        families.values().removeIf(List::isEmpty);
        return families;
    }

    private static List<String> row(Console console, JsonNode provider) {
        String reason = text(provider, "reason");
        String status = ProviderText.coloured(console, text(provider, "status"));
        return List.of(
                text(provider, "name"),
                text(provider, "version"),
                text(provider, "scope"),
                reason.isEmpty() ? status : status + ": " + reason);
    }

    private static List<String> wideRow(Console console, JsonNode provider) {
        return List.of(
                text(provider, "name"),
                text(provider, "version"),
                text(provider, "scope"),
                ProviderText.coloured(console, text(provider, "status")),
                text(provider, "source"),
                text(provider, "trust"),
                text(provider, "id"),
                text(provider, "reason"));
    }

    private static String text(JsonNode provider, String member) {
        return provider.path(member).asText("");
    }
}
