package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.sessions.SessionRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /api/daemon/sessions}: a {@link SessionSpec} with the additions {@code detail} and {@code prompt}.
 *
 * @param detail what the worker works on, without credentials; null when it was not given
 * @param prompt shorthand for {@code detail.body}
 */
record PostedSession(
        String sessionId,
        String repository,
        String ref,
        SessionSpec.Resources resources,
        Map<String, String> env,
        long maxDurationSeconds,
        @Nullable SessionDetail detail,
        String prompt) {

    /** A worker reads 1 MiB of a detail ({@code http-api.md} §4.3), to which credentials are still added. */
    private static final int MAX_DETAIL_BYTES = (1 << 20) - (3 << 10);

    PostedSession {
        sessionId = Defaults.text(sessionId);
        repository = Defaults.text(repository);
        ref = Defaults.text(ref);
        resources = Defaults.or(resources, SessionSpec.Resources.NONE);
        env = texts(Defaults.map(env));
        prompt = Defaults.text(prompt);
    }

    /** The request, its detail completed from the spec. */
    SessionRequest request() throws Refusal, JsonProcessingException {
        String wanted = ref.isEmpty() && detail != null ? detail.ref() : ref;
        SessionSpec spec = new SessionSpec(sessionId, repository, wanted, resources, env, maxDurationSeconds);
        if (detail == null && prompt.isEmpty()) {
            return SessionRequest.plain(spec);
        }
        ObjectNode work = detail == null ? Json.object() : Json.mapper().valueToTree(detail);
        if (detail != null) {
            check(detail);
        }
        fill(work, "sessionId", sessionId);
        fill(work, "repository", repository);
        fill(work, "ref", wanted);
        fill(work, "body", prompt);
        if (Json.bytes(work).length > MAX_DETAIL_BYTES) {
            throw new Refusal(400, "detail: larger than the " + MAX_DETAIL_BYTES + " bytes that a worker reads");
        }
        return SessionRequest.detailed(spec, Json.convert(work, SessionDetail.class));
    }

    private void check(SessionDetail given) throws Refusal {
        if (!given.authToken().isEmpty()) {
            throw new Refusal(400, "detail.authToken: credentials are not taken over this route; leave it out");
        }
        if (!PublicUrl.cut(given.platformUrl()).equals(given.platformUrl())) {
            throw new Refusal(400, "detail.platformUrl: must not hold a user name or password");
        }
        refuseOther("sessionId", given.sessionId(), sessionId);
        refuseOther("repository", given.repository(), repository);
        if (!ref.isEmpty()) {
            refuseOther("ref", given.ref(), ref);
        }
        if (!given.body().isEmpty() && !prompt.isEmpty()) {
            throw new Refusal(400, "prompt: stands for detail.body, which is given too; leave one of them out");
        }
    }

    /** What stands in both places must be the same: the session would show one and run the other. */
    private static void refuseOther(String member, String inDetail, String inSpec) throws Refusal {
        if (!inDetail.isEmpty() && !inDetail.equals(inSpec)) {
            throw new Refusal(400, "detail." + member + ": differs from " + member + "; leave it out");
        }
    }

    private static void fill(ObjectNode work, String member, String value) {
        if (work.path(member).asText("").isEmpty()) {
            work.put(member, value);
        }
    }

    /** Null as a value means the empty text, as in the reference. */
    private static Map<String, String> texts(Map<String, String> env) {
        Map<String, String> texts = new LinkedHashMap<>();
        env.forEach((name, value) -> texts.put(name, Defaults.text(value)));
        return texts;
    }
}
