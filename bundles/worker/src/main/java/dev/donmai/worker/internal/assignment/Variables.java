package dev.donmai.worker.internal.assignment;

import java.util.Map;

/** The product's environment variables, read under the {@code DONMAI_} prefix first, then under {@code RENSEI_}. */
public record Variables(Map<String, String> environment) {

    public Variables {
        environment = Map.copyOf(environment);
    }

    /** The trimmed value of {@code DONMAI_<name>}, else of {@code RENSEI_<name>}; empty when neither has one. */
    public String get(String name) {
        String own = environment.getOrDefault("DONMAI_" + name, "").strip();
        return own.isEmpty() ? environment.getOrDefault("RENSEI_" + name, "").strip() : own;
    }
}
