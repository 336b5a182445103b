package dev.donmai.orchestrator.internal.heartbeat;

import dev.donmai.model.Json;

/** Host statuses for tests of others. */
public final class HostStatuses {

    private HostStatuses() {}

    /** What a heartbeat's reply would do. */
    public static void say(HostStatus hostStatus, String word) {
        hostStatus.update(Json.object().put("status", word));
    }
}
