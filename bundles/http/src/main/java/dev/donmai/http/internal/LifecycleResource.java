package dev.donmai.http.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.StateConflictException;
import dev.donmai.lifecycle.UpdateRefusedException;
import dev.donmai.lifecycle.Updates;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ActionReply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What changes the daemon's state ({@code http-api.md} §6.3 to 6.6). All but {@code drain} leave their bodies unread. */
@Component(service = LifecycleResource.class)
public final class LifecycleResource implements Resource {

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
        routes.post("/api/daemon/pause", call -> change(lifecycle::pause, "paused"))
                .post("/api/daemon/resume", call -> change(lifecycle::resume, "resumed"))
                .post("/api/daemon/restart", call -> change(lifecycle::restart, "restarting"))
                .post(
                        "/api/daemon/stop",
                        call -> Reply.action(200, true, "stopping")
                                .then(() -> lifecycle.stop("asked to over the control API")))
                .post("/api/daemon/update", call -> update())
                .post("/api/daemon/drain", this::drain);
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
        String limit = "(timeout " + GoDuration.ofSeconds(seconds) + ")";
        try {
            CompletableFuture<Integer> drained = lifecycle.drain(Duration.ofSeconds(seconds));
            return request.waiting() ? outcome(drained, limit) : Reply.action(200, true, "drain initiated " + limit);
        } catch (StateConflictException e) {
            return Reply.conflict(e);
        }
    }

    private static Reply outcome(CompletableFuture<Integer> drained, String limit) throws InterruptedException {
        try {
            int ended = drained.get();
            return ended == 0
                    ? Reply.action(200, true, "drained " + limit)
                    : Reply.action(
                            409,
                            false,
                            "drain incomplete: " + ended + " session(s) were ended at the deadline " + limit);
        } catch (CancellationException e) {
            return Reply.action(
                    409, false, "drain incomplete: it was called off before the last session had ended " + limit);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the drain failed", e.getCause());
        }
    }
}
