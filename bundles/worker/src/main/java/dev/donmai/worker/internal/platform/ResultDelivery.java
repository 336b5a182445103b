package dev.donmai.worker.internal.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.session.ResultFile;
import dev.donmai.net.RetryPolicy;
import dev.donmai.net.WebException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The step that delivers the result ({@code sessions.md} §2.18): the completion, then the status, each again and again while that may
 * help and time is left. It is kept on disk before, so what can't be delivered here is not lost.
 */
public final class ResultDelivery {

    private static final int MOST_ATTEMPTS = 1000;
    private static final Duration SHORTEST_ATTEMPT = Duration.ofSeconds(1);

    private final Platform platform;
    private final PlatformTiming.Delivery timing;

    /**
     * What came of it.
     *
     * @param completion whether the completion was accepted
     * @param status whether the status was accepted
     * @param error why not; empty when both were
     */
    public record Delivered(boolean completion, boolean status, String error) {

        /** Whether the platform has everything. */
        public boolean all() {
            return completion && status;
        }
    }

    public ResultDelivery(Platform platform, PlatformTiming.Delivery timing) {
        this.platform = platform;
        this.timing = timing;
    }

    /** Delivers; ends within the time that there is. */
    public Delivered deliver(ResultFile result) throws InterruptedException {
        Map<String, String> headers = Map.of(ResultFile.IDEMPOTENCY_HEADER, result.idempotencyKey());
        long now = System.nanoTime();
        // Whatever happens to the first, the second has its half.
        Optional<String> completion = post(
                "completion", result.completion(), headers, now + timing.total().toNanos() / 2);
        Optional<String> status =
                post("status", result.status(), headers, now + timing.total().toNanos());
        List<String> errors = new ArrayList<>();
        completion.ifPresent(errors::add);
        status.ifPresent(errors::add);
        return new Delivered(completion.isEmpty(), status.isEmpty(), String.join("\n", errors));
    }

    /** Why it could not be delivered; empty when it was. */
    private Optional<String> post(String call, ObjectNode body, Map<String, String> headers, long end)
            throws InterruptedException {
        RetryPolicy pauses = new RetryPolicy(MOST_ATTEMPTS, timing.first(), 2, timing.most(), 1.0 / 3);
        for (int attempt = 1; ; attempt++) {
            try {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                platform.post(
                        call,
                        workerId -> withWorker(body, workerId),
                        headers,
                        left.compareTo(SHORTEST_ATTEMPT) < 0 ? SHORTEST_ATTEMPT : left);
                return Optional.empty();
            } catch (WebException e) {
                if (!Platform.mayPass(e)) {
                    return Optional.of(call + ": permanent " + Platform.words(e));
                }
                Duration pause = pauses.waitAfter(
                        attempt, e.retryAfter(), ThreadLocalRandom.current().nextDouble());
                if (attempt == MOST_ATTEMPTS || System.nanoTime() + pause.toNanos() - end > 0) {
                    return Optional.of(call + ": transient: " + attempt + " attempts exhausted: " + Platform.words(e));
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        }
    }

    /** The daemon may have another worker id by now. */
    private static ObjectNode withWorker(ObjectNode body, String workerId) {
        return workerId.isEmpty() ? body : body.deepCopy().put("workerId", workerId);
    }
}
