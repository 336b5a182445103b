package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A provider ({@code cli.md} §5). */
record ProviderText(JsonNode json) implements View {

    private static final Set<String> SHOWN = Set.of(
            "id",
            "name",
            "family",
            "version",
            "scope",
            "state",
            "status",
            "reason",
            "update",
            "source",
            "trust",
            "signerId",
            "signedAt",
            "capabilities");

    @Override
    public List<String> names() {
        return List.of(name(json));
    }

    @Override
    public void print(Console console, boolean wide) {
        Columns columns = new Columns("")
                .row("ID:", text("id"))
                .row("Name:", text("name"))
                .row("Family:", text("family"))
                .row("Version:", text("version"))
                .row("Scope:", text("scope"))
                .row("Status:", coloured(console, text("status")))
                .given("Reason:", text("reason"))
                .given("State:", text("state"))
                .given("Update:", text("update"))
                .row("Source:", text("source"))
                .row("Trust:", text("trust"))
                .given("Signer:", text("signerId"))
                .given("SignedAt:", text("signedAt"));
        if (wide) {
            Members.further(json, SHOWN, columns);
        }
        columns.print(console);
        Map<String, JsonNode> capabilities = new TreeMap<>();
        json.path("capabilities").properties().forEach(entry -> capabilities.put(entry.getKey(), entry.getValue()));
        if (!capabilities.isEmpty()) {
            console.line("");
            console.line("Capabilities:");
            capabilities.forEach((key, value) -> console.line("  " + key + ": " + Members.text(value)));
        }
    }

    private String text(String member) {
        return json.path(member).asText("");
    }

    /** A provider as programs name it. */
    static String name(JsonNode provider) {
        return "provider/" + provider.path("id").asText("");
    }

    /** The word of a status in its colour. */
    static String coloured(Console console, String status) {
        return console.paint(
                status,
                switch (status) {
                    case "ready" -> "32";
                    case "degraded" -> "33";
                    case "unhealthy" -> "31";
                    default -> "";
                });
    }
}
