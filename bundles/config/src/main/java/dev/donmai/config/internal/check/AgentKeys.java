package dev.donmai.config.internal.check;

import dev.donmai.model.Defaults;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks of {@code agents}. A runtime that somebody has dropped in may have settings of its own. */
record AgentKeys(KeyCheck check) {

    private static final List<String> USUAL = List.of("path", "baseUrl", "env", "model");
    private static final List<String> OF_COMMAND = List.of("argv", "prompt", "format", "env");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The runtimes whose settings we know. */
    private static final Set<String> KNOWN = Set.of("claude", "codex", "gemini", "ollama", "opencode", "amp");

    void check(Map<String, Map<String, Object>> agents) throws InvalidValueException {
        for (Map.Entry<String, Map<String, Object>> agent : agents.entrySet()) {
            String at = "agents." + agent.getKey();
            Map<String, Object> settings = agent.getValue();
            boolean command = agent.getKey().equals("command");
            unknown(at, agent.getKey(), settings, command ? OF_COMMAND : USUAL);
            if (command) {
                command(at, settings);
            } else {
                text(at + ".model", settings.get("model"));
                check.path(at + ".path", text(at + ".path", settings.get("path")));
                check.url(at + ".baseUrl", text(at + ".baseUrl", settings.get("baseUrl")), List.of("https", "http"));
            }
            env(at + ".env", settings.get("env"));
        }
    }

    private void unknown(String at, String runtime, Map<String, Object> settings, List<String> known) {
        boolean ours = KNOWN.contains(runtime) || runtime.equals("command");
        for (String key : settings.keySet()) {
            String path = at + "." + key;
            String suggestion = Spelling.suggestion(key, known);
            if (known.contains(key)) {
                continue;
            }
            if (ours) {
                check.unknown(path, suggestion);
            } else if (!suggestion.isEmpty()) {
                check.warn(path, " is none of the usual settings" + suggestion);
            }
        }
    }

    private void command(String at, Map<String, Object> settings) throws InvalidValueException {
        if (settings.isEmpty()) {
            return;
        }
        if (!(settings.get("argv") instanceof List<?> argv) || argv.isEmpty() || "".equals(argv.getFirst())) {
            check.fail(at + ".argv", " must be a list of the program and its arguments");
            return;
        }
        for (int i = 0; i < argv.size(); i++) {
            text(at + ".argv[" + i + "]", argv.get(i));
        }
        check.word(
                at + ".prompt",
                Defaults.text(text(at + ".prompt", settings.get("prompt")), "stdin"),
                List.of("stdin", "file"));
        check.word(
                at + ".format",
                Defaults.text(text(at + ".format", settings.get("format")), "text"),
                List.of("text", "jsonl"));
    }

    private void env(String at, @Nullable Object env) throws InvalidValueException {
        if (env == null) {
            return;
        }
        if (!(env instanceof Map<?, ?> variables)) {
            check.fail(at, " must be a map of variables to values");
            return;
        }
        for (Map.Entry<?, ?> variable : variables.entrySet()) {
            String name = String.valueOf(variable.getKey());
            if (!VARIABLE.matcher(name).matches()) {
                check.failAt(at + "." + name, at + " has \"" + name + "\", which no variable can be called");
            }
            if (variable.getValue() instanceof Map<?, ?> || variable.getValue() instanceof List<?>) {
                check.fail(at + "." + name, " must be a text");
            }
        }
    }

    private String text(String key, @Nullable Object value) throws InvalidValueException {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            check.fail(key, " must be a text");
        }
        return value == null ? "" : value.toString();
    }
}
