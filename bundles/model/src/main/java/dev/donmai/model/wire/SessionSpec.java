package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Omittable;
import java.util.Map;

/**
 * A session as it is asked for ({@code sessions.md} §1.1).
 *
 * @param sessionId key of everything; one path segment
 * @param repository URL, suffix or project id, matched against the allowlist
 * @param ref branch, tag or commit; empty means the default branch
 * @param resources requested limits; zero means the configured ones
 * @param env additions to the worker's environment
 * @param maxDurationSeconds wall-clock limit; zero means the default
 */
public record SessionSpec(
        String sessionId,
        String repository,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String ref,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        Resources resources,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> env,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long maxDurationSeconds) {

    public SessionSpec {
        sessionId = Defaults.text(sessionId);
        repository = Defaults.text(repository);
        ref = Defaults.text(ref);
        resources = Defaults.or(resources, Resources.NONE);
        env = Defaults.texts(env);
    }

    /** The same request for another repository string. */
    public SessionSpec withRepository(String other) {
        return new SessionSpec(sessionId, other, ref, resources, env, maxDurationSeconds);
    }

    /** CPUs and MiB a session asks for. */
    public record Resources(@JsonProperty("vCpu") long vCpu, long memoryMb) implements Omittable {

        /** Nothing asked for. */
        public static final Resources NONE = new Resources(0, 0);

        @Override
        public boolean absent() {
            return vCpu == 0 && memoryMb == 0;
        }
    }
}
