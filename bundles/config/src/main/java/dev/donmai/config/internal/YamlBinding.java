package dev.donmai.config.internal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.donmai.config.internal.check.UnknownKeys;
import dev.donmai.config.internal.check.Warnings;
import dev.donmai.config.internal.yaml.KeyPath;
import dev.donmai.config.internal.yaml.SourceMap;
import dev.donmai.config.internal.yaml.YamlCursor;
import dev.donmai.config.internal.yaml.YamlSyntaxException;
import dev.donmai.config.internal.yaml.YamlToken;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens to records, by the table of {@code config.md} §2.6: texts take the source text of any scalar, numbers take no quoted
 * text, fractions are cut where a whole number is wanted, null is the default.
 */
final class YamlBinding {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule().addDeserializer(Object.class, new AgentSettings()))
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
            .build();

    private YamlBinding() {}

    /** Binds a document and adds what deserves a warning to the list. */
    static DaemonConfig bind(List<YamlToken> tokens, SourceMap source, Warnings warnings) {
        UnknownKeys unknown = new UnknownKeys(source, warnings);
        try (YamlCursor cursor = new YamlCursor(tokens)) {
            DaemonConfig config =
                    MAPPER.readerFor(DaemonConfig.class).withHandler(unknown).readValue(cursor);
            return withOldRepositories(config, unknown.oldRepositories(), source, warnings);
        } catch (InvalidNullException e) {
            throw new YamlSyntaxException(place(e) + KeyPath.of(e.getPath()) + " is empty", e);
        } catch (MismatchedInputException e) {
            throw new YamlSyntaxException(mismatch(e), e);
        } catch (JsonMappingException e) {
            String problem = e.getCause() instanceof InputCoercionException
                    ? " is too big a number"
                    : ": " + e.getOriginalMessage();
            throw new YamlSyntaxException(place(e) + KeyPath.of(e.getPath()) + problem, e);
        } catch (JsonProcessingException e) {
            throw new YamlSyntaxException(place(e) + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DaemonConfig withOldRepositories(
            DaemonConfig config, Map<Integer, String> old, SourceMap source, Warnings warnings) {
        if (old.isEmpty()) {
            return config;
        }
        List<Project> projects = new ArrayList<>(config.projects());
        old.forEach((index, url) -> {
            Project project = projects.get(index);
            warnings.add(
                    source.line("projects[" + index + "].repoUrl"),
                    "daemon.yaml: legacy 'repoUrl' key on project entry; will be rewritten as 'repository' on next write"
                            + " (REN-1419), id=" + project.id());
            if (project.repository().isEmpty()) {
                projects.set(
                        index,
                        new Project(
                                project.id(), url, project.cloneStrategy(), project.git(), project.credentialHelper()));
            }
        });
        return config.withProjects(projects);
    }

    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : "line " + location.getLineNr() + ": ";
    }

    /** Names key and kinds, never the value: it may be a secret in the wrong place. */
    private static String mismatch(MismatchedInputException e) {
        String found = e.getProcessor() instanceof JsonParser in ? ", not " + found(in.currentToken()) : "";
        return place(e) + KeyPath.of(e.getPath()) + " must be " + wanted(e.getTargetType()) + found;
    }

    private static String wanted(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a map of keys to values";
    }

    private static String found(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case START_ARRAY -> "a list";
            case START_OBJECT, FIELD_NAME -> "a map";
            default -> "empty";
        };
    }
}
