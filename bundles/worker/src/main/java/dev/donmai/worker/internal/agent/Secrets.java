package dev.donmai.worker.internal.agent;

import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's settings with their secrets: {@code env:NAME} and {@code file:/path} stand for a value that is kept elsewhere
 * ({@code additions.md} §2). Elements of lists are taken as they are: they become arguments, where no secret belongs.
 *
 * @param settings what the runtime gets
 * @param values the secrets in it, for the redactor
 */
public record Secrets(Map<String, Object> settings, List<String> values) {

    /** None. */
    public static final Secrets NONE = new Secrets(Map.of(), List.of());

    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";
    private static final int MOST_BYTES = 64 << 10;

    /** Resolves the settings {@code agents.<id>}. */
    public static Secrets resolve(String id, Map<String, Object> settings, Map<String, String> environment)
            throws SessionFailure {
        List<String> values = new ArrayList<>();
        Map<String, Object> resolved = new Reader(environment, values).map("agents." + id, settings);
        return new Secrets(resolved, List.copyOf(values));
    }

    /** The settings' {@code env}: additions to the agent's environment. */
    public Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>();
        if (settings.get("env") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> {
                if (value != null) {
                    env.put(String.valueOf(name), value.toString());
                }
            });
        }
        return env;
    }

    private record Reader(Map<String, String> environment, List<String> values) {

        Map<String, Object> map(String path, Map<?, ?> settings) throws SessionFailure {
            Map<String, Object> resolved = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : settings.entrySet()) {
                String name = String.valueOf(entry.getKey());
                Object value = value(path + "." + name, entry.getValue());
                if (value != null) {
                    resolved.put(name, value);
                }
            }
            return Collections.unmodifiableMap(resolved);
        }

        private @Nullable Object value(String path, @Nullable Object value) throws SessionFailure {
            return switch (value) {
                case Map<?, ?> map -> map(path, map);
                case String text
                when text.startsWith(VARIABLE) ->
                    keep(variable(path, text.substring(VARIABLE.length()).strip()));
                case String text when text.startsWith(FILE + "/") -> keep(file(path, text.substring(FILE.length())));
                case null, default -> value;
            };
        }

        private String keep(String secret) {
            if (!secret.isEmpty()) {
                values.add(secret);
            }
            return secret;
        }

        private String variable(String path, String name) throws SessionFailure {
            String value = environment.get(name);
            if (value == null) {
                throw failure(
                        path, "environment variable " + name + " is not set; set it for the daemon and restart it");
            }
            return value;
        }

        private static String file(String path, String name) throws SessionFailure {
            try (InputStream in = Files.newInputStream(Path.of(name))) {
                byte[] content = in.readNBytes(MOST_BYTES + 1);
                if (content.length > MOST_BYTES) {
                    throw failure(path, name + " is longer than " + MOST_BYTES + " bytes, which no secret is");
                }
                return new String(content, StandardCharsets.UTF_8).strip();
            } catch (IOException | InvalidPathException e) {
                throw failure(path, "can't read the secret: " + e);
            }
        }

        private static SessionFailure failure(String path, String message) {
            return new SessionFailure(FailureMode.SPAWN_FAILED, path + ": " + message);
        }
    }
}
