package dev.donmai.registry.internal;

import dev.donmai.api.agent.AgentCapabilities;
import dev.donmai.api.issuetracker.IssueTrackerCapabilities;
import dev.donmai.api.kit.KitSourceCapabilities;
import dev.donmai.api.sandbox.SandboxCapabilities;
import dev.donmai.api.vcs.VcsCapabilities;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The capability records of the families as JSON objects of the provider list ({@code providers.md} §3.2, Part 6), with
 * their keys in alphabetical order. What is false or empty is left out, but for three keys of agent runtimes.
 */
final class CapabilityRecord {

    private static final String LABEL = "humanLabel";

    /** What agent runtimes have in their objects also where it is false. */
    private static final List<String> ALWAYS_THERE =
            List.of("supportsMessageInjection", "supportsSessionResume", "emitsSubagentEvents");

    private CapabilityRecord() {}

    static Map<String, Object> json(AgentCapabilities c) {
        Map<String, Object> json = new TreeMap<>(c.attributes());
        ALWAYS_THERE.forEach(name -> json.putIfAbsent(name, false));
        return json;
    }

    static Map<String, Object> json(VcsCapabilities c) {
        return c.attributes();
    }

    static Map<String, Object> json(SandboxCapabilities c) {
        Map<String, Object> json = new TreeMap<>();
        flag(json, "supportsCustomNetworkPolicy", c.customNetworkPolicy());
        text(json, "egressDefault", c.egressDefault());
        list(json, "os", c.os());
        list(json, "arch", c.arch());
        text(json, "repositoryAuthorityEnforcement", c.readOnlyRepository() ? "isolated-read-only-v1" : "");
        text(json, LABEL, c.humanLabel());
        return json;
    }

    static Map<String, Object> json(KitSourceCapabilities c) {
        Map<String, Object> json = new TreeMap<>();
        flag(json, "listsKits", c.listsKits());
        text(json, LABEL, c.humanLabel());
        return json;
    }

    static Map<String, Object> json(IssueTrackerCapabilities c) {
        return c.attributes();
    }

    /**
     * Compares what the manifest declares with what the object says. The label is for people: it may be left out of the
     * manifest.
     *
     * @return every difference in words; empty when there is none
     */
    static Optional<String> mismatch(Map<String, Object> declared, Map<String, Object> observed) {
        TreeSet<String> names = new TreeSet<>(observed.keySet());
        names.addAll(declared.keySet());
        if (!declared.containsKey(LABEL)) {
            names.remove(LABEL);
        }
        names.removeIf(name -> Objects.equals(value(declared, name), value(observed, name)));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(names.stream()
                        .map(name -> "the manifest says " + name + "=" + value(declared, name) + ", the provider "
                                + value(observed, name))
                        .collect(Collectors.joining("; ", "capability-mismatch: ", "")));
    }

    /** The abilities that the first has and the second lacks, by name. */
    static List<String> lost(Map<String, Object> before, Map<String, Object> after) {
        return before.entrySet().stream()
                .filter(entry -> Boolean.TRUE.equals(entry.getValue()))
                .map(Map.Entry::getKey)
                .filter(name -> !Boolean.TRUE.equals(after.get(name)))
                .sorted()
                .toList();
    }

    private static Object value(Map<String, Object> capabilities, String name) {
        return capabilities.getOrDefault(name, false);
    }

    private static void flag(Map<String, Object> json, String name, boolean value) {
        if (value) {
            json.put(name, true);
        }
    }

    private static void list(Map<String, Object> json, String name, List<String> values) {
        if (!values.isEmpty()) {
            json.put(name, values);
        }
    }

    private static void text(Map<String, Object> json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
