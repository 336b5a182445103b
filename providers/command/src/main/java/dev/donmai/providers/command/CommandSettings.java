package dev.donmai.providers.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code agents.command} of the configuration.
 *
 * @param argv the program and its arguments; {@code ~/} at the start of the program is the home directory, and
 *     {@code {promptFile}} anywhere is the prompt file's path
 * @param prompt how the program gets the prompt
 * @param format what the program prints
 * @param env variables in addition to the session's
 */
record CommandSettings(List<String> argv, Prompt prompt, Format format, Map<String, String> env) {

    /** Stands in {@code argv} for the path of the prompt file. */
    static final String PROMPT_FILE = "{promptFile}";

    CommandSettings {
        argv = List.copyOf(argv);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** How the program gets the prompt. */
    enum Prompt {
        STDIN,
        FILE
    }

    /** What the program prints. */
    enum Format {
        TEXT,
        JSONL
    }

    /**
     * Reads the settings.
     *
     * @throws SettingsException naming the key and what it may be
     */
    static CommandSettings of(Map<String, Object> settings) throws SettingsException {
        List<String> argv = argv(settings.get("argv"));
        Prompt prompt = choice("prompt", settings.get("prompt"), Prompt.STDIN, Prompt.class);
        if (prompt == Prompt.STDIN && argv.stream().anyMatch(a -> a.contains(PROMPT_FILE))) {
            throw new SettingsException("agents.command.argv has " + PROMPT_FILE
                    + ", but there is no prompt file: set agents.command.prompt to file");
        }
        return new CommandSettings(
                argv,
                prompt,
                choice("format", settings.get("format"), Format.TEXT, Format.class),
                env(settings.get("env")));
    }

    private static List<String> argv(@Nullable Object value) throws SettingsException {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new SettingsException(
                    "agents.command.argv must be a list with the program and its arguments, not " + described(value));
        }
        List<String> argv = new ArrayList<>();
        for (Object element : list) {
            argv.add(scalar("agents.command.argv[" + argv.size() + "]", element));
        }
        if (argv.getFirst().isEmpty()) {
            throw new SettingsException("agents.command.argv[0] is empty: name the program");
        }
        if (argv.getFirst().startsWith("~/")) {
            argv.set(0, System.getProperty("user.home") + argv.getFirst().substring(1));
        }
        return argv;
    }

    private static <E extends Enum<E>> E choice(String key, @Nullable Object value, E otherwise, Class<E> type)
            throws SettingsException {
        if (value == null || value.equals("")) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(value)) {
                return constant;
            }
            words.add(word);
        }
        throw new SettingsException(
                "agents.command." + key + " must be " + String.join(" or ", words) + ", not " + described(value));
    }

    private static Map<String, String> env(@Nullable Object value) throws SettingsException {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new SettingsException("agents.command.env must map names to values, not " + described(value));
        }
        Map<String, String> env = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            env.put(String.valueOf(entry.getKey()), scalar("agents.command.env." + entry.getKey(), entry.getValue()));
        }
        return env;
    }

    private static String scalar(String key, @Nullable Object value) throws SettingsException {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new SettingsException(key + " must be a text, not " + described(value));
    }

    /** The kind of a value and never the value: it may be a secret in the wrong place. */
    private static String described(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> _ -> "a mapping";
            case List<?> list -> list.isEmpty() ? "an empty list" : "a list";
            case String _ -> "a text";
            default -> "a " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }
}
