package dev.donmai.itests.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;

/** Bodies of {@code POST /api/daemon/sessions}. */
public final class Specs {

    private Specs() {}

    /** A session for our worker, whose agent is a shell that runs the prompt. */
    public static ObjectNode shell(String id, String project, String script) {
        return agent(id, project, "command", script);
    }

    /** A session for our worker and a named agent runtime. */
    public static ObjectNode agent(String id, String project, String runtime, String prompt) {
        ObjectNode spec = plain(id, project);
        ObjectNode detail = spec.putObject("detail");
        detail.put("body", prompt);
        detail.putObject("resolvedProfile").put("provider", runtime);
        return spec;
    }

    /** A session without anything to work on. */
    public static ObjectNode plain(String id, String project) {
        return Json.object().put("sessionId", id).put("repository", project);
    }

    /** A session for a foreign worker that {@link DaemonHome#foreignWorker} has configured. */
    public static ObjectNode foreign(String id, String project, String script) {
        ObjectNode spec = plain(id, project);
        spec.putObject("env").put(DaemonHome.SCRIPT, script);
        return spec;
    }
}
