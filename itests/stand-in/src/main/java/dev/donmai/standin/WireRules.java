package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a client must send, call by call, as far as it can be told without knowing what came before
 * ({@code orchestrator.md}, {@code sessions.md} §2.10–2.18). Each rule adds a sentence for what is wrong.
 */
final class WireRules {

    /** What only a daemon calls; {@code orchestrator.md} §1.2 is about these. */
    private static final Set<Endpoint> DAEMONS =
            Set.of(Endpoint.REGISTER, Endpoint.REFRESH, Endpoint.HEARTBEAT, Endpoint.POLL, Endpoint.NACK);

    private static final Set<String> STATUSES =
            Set.of("running", "completed", "failed", "stopped", "terminated", "interrupted");
    private static final Set<String> ACTIVITIES = Set.of("thought", "action", "response", "error", "context");

    private final Call call;
    private final JsonNode body;
    private final List<String> wrong = new ArrayList<>();

    private WireRules(Call call) {
        this.call = call;
        this.body = call.json();
    }

    static List<String> broken(Call call) {
        WireRules rules = new WireRules(call);
        rules.head();
        switch (call.endpoint()) {
            case REGISTER -> rules.registration();
            case REFRESH -> rules.that(call.body().strip().equals("{}"), "the body of a refresh is {}");
            case HEARTBEAT -> rules.heartbeat();
            case POLL -> rules.that(call.body().isEmpty(), "a poll has no body");
            case NACK -> rules.nack();
            case LOCK_REFRESH -> rules.texts("workerId", "issueId");
            case ACTIVITY -> rules.activity();
            case COMPLETION -> rules.texts("summary");
            case STATUS -> rules.status();
            case ISSUE_TRACKER -> rules.issueTracker();
            case OTHER -> rules.wrong.add("there is no such call: " + call.method() + " " + call.path());
        }
        return rules.wrong;
    }

    private void that(boolean right, String sentence) {
        if (!right) {
            wrong.add(sentence);
        }
    }

    private void texts(String... members) {
        for (String member : members) {
            that(
                    body.path(member).isTextual() && !body.path(member).asText().isEmpty(),
                    member + " is required, a text");
        }
    }

    private void integers(JsonNode object, String... members) {
        for (String member : members) {
            that(object.path(member).isIntegralNumber(), member + " is required, an integer");
        }
    }

    private void head() {
        boolean poll = call.endpoint() == Endpoint.POLL;
        that(call.method().equals(poll ? "GET" : "POST"), "the method is " + (poll ? "GET" : "POST"));
        if (DAEMONS.contains(call.endpoint())) {
            that(call.header("User-Agent").matches("[\\w.-]+/\\S+.*"), "User-Agent is required, with a version");
        }
        if (!call.header("Authorization").startsWith("Bearer ")) {
            wrong.add("Authorization is required, Bearer and the token");
        }
        if (poll) {
            that(call.header("Content-Type").isEmpty(), "a poll has no Content-Type");
        } else {
            that(call.header("Content-Type").startsWith("application/json"), "Content-Type is application/json");
            that(body.isObject(), "the body is a JSON object");
        }
        that(
                call.bearer().isEmpty()
                        || !call.body().contains(call.bearer())
                        || call.bearer().length() < 8,
                "the credential is not repeated in the body");
        that(!call.path().contains(" ") && !call.path().contains("//"), "the path is encoded and has no empty part");
    }

    private void registration() {
        texts("machineId", "hostname");
        that(body.path("capacity").asInt(0) >= 1, "capacity is required, at least 1");
        that(!body.has("projects"), "projects is not sent by a daemon");
        body.path("provides")
                .forEach(kind -> that(kind.path("kind").isTextual(), "provides holds objects with a kind"));
        if (body.has("daemonProjects")) {
            allowlist(body.path("daemonProjects"));
        }
    }

    private void allowlist(JsonNode list) {
        Allowlist allowlist = Allowlist.of(list);
        that(!allowlist.entries().isEmpty(), "an empty allowlist is left out");
        that(allowlist.complete(), "an allowlist entry has an id and a repository");
        that(allowlist.sorted(), "the allowlist is sorted by the bytes of the ids");
    }

    private void heartbeat() {
        integers(body, "activeCount");
        that(!body.has("maxSessions") || body.path("maxSessions").asInt(0) > 0, "maxSessions is left out when 0");
        String hash = body.path("allowlistHash").asText("");
        that(!body.has("allowlistHash") || hash.matches("[0-9a-f]{64}"), "allowlistHash is 64 hex digits or left out");
        if (body.has("allowlist")) {
            allowlist(body.path("allowlist"));
            String computed = Allowlist.of(body.path("allowlist")).hash();
            that(computed.equals(hash), "allowlistHash is not that of the list: " + computed);
        }
    }

    private void nack() {
        texts("workerId", "reason");
        JsonNode work = body.path("work");
        that(work.isObject(), "work is required, the item as it was offered");
    }

    private void activity() {
        texts("workerId");
        JsonNode activity = body.path("activity");
        that(ACTIVITIES.contains(activity.path("type").asText("")), "activity.type is one of " + ACTIVITIES);
        try {
            OffsetDateTime.parse(activity.path("timestamp").asText(""));
        } catch (DateTimeException e) {
            wrong.add("activity.timestamp is required, RFC 3339");
        }
    }

    private void status() {
        texts("workerId", "status");
        that(STATUSES.contains(body.path("status").asText("")), "status is one of " + STATUSES);
        if (body.has("error")) {
            that(body.path("error").path("message").isTextual(), "error has a message");
        }
    }

    private void issueTracker() {
        texts("method");
        that(body.path("args").isArray(), "args is required, a list");
    }
}
