package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The checklist of the contract: {@code contract/rules.yaml}. */
final class ContractRules {

    /**
     * One rule.
     *
     * @param section where the contract has it
     * @param id {@code <section>/<name>}
     * @param text what it demands
     * @param open why nothing can prove it now; empty when something must
     */
    record Rule(String section, String id, String text, String open) {}

    private ContractRules() {}

    /** All rules in the order of the file. */
    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (Map.Entry<String, JsonNode> section :
                ContractFiles.tree("rules.yaml").properties()) {
            for (Map.Entry<String, JsonNode> rule : section.getValue().properties()) {
                JsonNode value = rule.getValue();
                rules.add(new Rule(
                        section.getKey(),
                        section.getKey() + "/" + rule.getKey(),
                        value.isTextual() ? value.asText() : value.path("text").asText(),
                        value.path("open").asText()));
            }
        }
        return rules;
    }
}
