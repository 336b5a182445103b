package dev.donmai.http.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.DrainOutcome;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.StateConflictException;
import dev.donmai.lifecycle.UpdateRefusedException;
import dev.donmai.lifecycle.Updates;
import dev.donmai.model.GoDuration;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ActionReply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What changes the daemon's state ({@code http-api.md} §6.3 to 6.6). All but {@code drain} leave their bodies unread. */
@Component(service = LifecycleResource.class)
public final class LifecycleResource implements Resource {

    static final String PAUSE = "/api/daemon/pause";
    static final String RESUME = "/api/daemon/resume";
    static final String DRAIN = "/api/daemon/drain";
    static final String STOP = "/api/daemon/stop";

    private final Lifecycle lifecycle;
    private final Updates updates;
    private final Configuration configuration;

    @Activate
    public LifecycleResource(
            @Reference Lifecycle lifecycle, @Reference Updates updates, @Reference Configuration configuration) {
        this.lifecycle = lifecycle;
        this.updates = updates;
        this.configuration = configuration;
    }

    @Override
    public void enter(Routes routes) {
        routes.post(PAUSE, call -> change(lifecycle::pause, "paused"))
                .post(RESUME, call -> change(lifecycle::resume, "resumed"))
                .post("/api/daemon/restart", call -> change(lifecycle::restart, "restarting"))
                .post(
                        STOP,
                        call -> Reply.action(200, true, "stopping")
                                .then(() -> lifecycle.stop("asked to over the control API")))
                .post("/api/daemon/update", call -> update())
                .post(DRAIN, this::drain);
    }

    private interface Change {
        void make() throws StateConflictException;
    }

    private static Reply change(Change change, String done) {
        try {
            change.make();
            return Reply.action(200, true, done);
        } catch (StateConflictException e) {
            return Reply.conflict(e);
        }
    }

    private Reply update() {
        try {
            updates.begin();
            return Reply.action(200, true, "update initiated");
        } catch (UpdateRefusedException e) {
            ObjectNode refusal = Json.mapper().valueToTree(new ActionReply(false, String.valueOf(e.getMessage())));
            return Reply.json(409, refusal.put("code", e.code()).put("cause", e.reason()));
        }
    }

    /** Body of {@code drain}; {@code wait} is an addition ({@code docs/api.md}). */
    private record DrainRequest(
            long timeoutSeconds, @JsonProperty("wait") boolean waiting) {

        /** A year; more is a mistake. */
        private static final long MAX_SECONDS = 31_536_000;

        boolean sane() {
            return timeoutSeconds >= 0 && timeoutSeconds <= MAX_SECONDS;
        }
    }

    private Reply drain(Call call) throws Refusal, IOException, InterruptedException {
        DrainRequest request;
        try {
            request = call.optionalBody(DrainRequest.class);
        } catch (JsonProcessingException e) {
            return Reply.action(400, false, "invalid drain request: " + BodyErrors.describe(e));
        }
        if (!request.sane()) {
            return Reply.action(
                    400, false, "invalid drain request: timeoutSeconds must be 0 to " + DrainRequest.MAX_SECONDS);
        }
        long seconds = request.timeoutSeconds() > 0
                ? request.timeoutSeconds()
                : Math.max(0, configuration.current().autoUpdate().drainTimeoutSeconds());
        try {
            return request.waiting()
                    ? drainAndWait(call, Duration.ofSeconds(seconds))
                    : Reply.action(200, true, "drain initiated " + limit(lifecycle.drain(Duration.ofSeconds(seconds))));
        } catch (StateConflictException e) {
            return Reply.conflict(e);
        }
    }

    private Reply drainAndWait(Call call, Duration timeout)
            throws Refusal, ClientGoneException, InterruptedException, StateConflictException {
        try (LongPoll poll = call.longPoll()) {
            Drain drain = lifecycle.drain(timeout);
            return outcome(poll.await(drain.outcome()), limit(drain)).with("Connection", "close");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the drain failed", e.getCause());
        }
    }

    private static String limit(Drain drain) {
        return "(timeout " + GoDuration.text(drain.timeout()) + ")";
    }

    private static Reply.Whole outcome(DrainOutcome outcome, String limit) {
        return switch (outcome) {
            case DrainOutcome.Drained() -> Reply.action(200, true, "drained " + limit);
            case DrainOutcome.TimedOut(int sessions) ->
                incomplete(sessions + " session(s) were ended at the deadline " + limit);
            case DrainOutcome.Stopped(int sessions) ->
                incomplete(sessions + " session(s) were ended by a stop of the daemon " + limit);
            case DrainOutcome.CalledOff(int running) ->
                incomplete("it was called off, and " + running + " session(s) go on " + limit);
        };
    }

    private static Reply.Whole incomplete(String why) {
        return Reply.action(409, false, "drain incomplete: " + why);
    }
}
