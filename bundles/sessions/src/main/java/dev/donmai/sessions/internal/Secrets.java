package dev.donmai.sessions.internal;

import dev.donmai.model.PublicUrl;
import dev.donmai.model.wire.SessionSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of a request may outlive its session: secrets are there for the worker, and only while it runs. */
final class Secrets {

    private static final String SET = "***";

    private Secrets() {}

    /** The request without names and passwords in its repository and without the values of its environment. */
    static SessionSpec masked(SessionSpec spec) {
        Map<String, String> names = new LinkedHashMap<>();
        spec.env().keySet().forEach(name -> names.put(name, SET));
        return new SessionSpec(
                spec.sessionId(),
                PublicUrl.cut(spec.repository()),
                spec.ref(),
                spec.resources(),
                names,
                spec.maxDurationSeconds());
    }
}
