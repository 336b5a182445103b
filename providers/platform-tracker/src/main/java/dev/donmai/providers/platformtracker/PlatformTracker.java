package dev.donmai.providers.platformtracker;

import dev.donmai.api.issuetracker.IssueOutcome;
import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.api.issuetracker.IssueTrackerContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls the platform's proxy: three attempts, with a growing pause before each further one. */
public final class PlatformTracker implements IssueTracker {

    private static final String PATH = "/api/issue-tracker-proxy";

    /** One pause before each further attempt ({@code sessions.md} §2.18). */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

    /** So that a platform that says nothing leaves time for another attempt. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

    private final List<Duration> pauses;

    public PlatformTracker() {
        this(PAUSES);
    }

    PlatformTracker(List<Duration> pauses) {
        this.pauses = List.copyOf(pauses);
    }

    @Override
    public String id() {
        return PlatformTrackerProvider.ID;
    }

    @Override
    public IssueOutcome updateStatus(String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
            throws InterruptedException {
        return call("updateIssueStatus", List.of(issueId, status.wireName()), context, limit);
    }

    @Override
    public IssueOutcome createComment(String issueId, String text, IssueTrackerContext context, Duration limit)
            throws InterruptedException {
        return call("createComment", List.of(issueId, text), context, limit);
    }

    private IssueOutcome call(String method, List<String> args, IssueTrackerContext context, Duration limit)
            throws InterruptedException {
        if (context.platformUrl().isEmpty()) {
            return new IssueOutcome.Refused("the session has no platform");
        }
        long end = System.nanoTime() + limit.toNanos();
        Map<String, Object> body = Map.of("method", method, "args", args);
        String last = "";
        for (int attempt = 0; attempt <= pauses.size(); attempt++) {
            if (attempt > 0) {
                Duration pause = pauses.get(attempt - 1);
                if (pause.compareTo(left(end)) >= 0) {
                    return new IssueOutcome.Unavailable("no time for another attempt: " + last);
                }
                Thread.sleep(pause);
            }
            ProxyReply reply = attempt(context, body, shorter(left(end)));
            switch (reply.verdict()) {
                case DONE -> {
                    return new IssueOutcome.Done();
                }
                case REFUSED -> {
                    return new IssueOutcome.Refused(reply.text());
                }
                case AGAIN -> last = reply.text();
            }
        }
        return new IssueOutcome.Unavailable((pauses.size() + 1) + " attempts exhausted: " + last);
    }

    private static ProxyReply attempt(IssueTrackerContext context, Map<String, Object> body, Duration limit)
            throws InterruptedException {
        try {
            return ProxyReply.of(context.post(context.platformUrl() + PATH, context.token(), body, limit));
        } catch (IOException e) {
            return new ProxyReply(ProxyReply.Verdict.AGAIN, String.valueOf(e.getMessage()));
        }
    }

    private static Duration shorter(Duration left) {
        return left.compareTo(LONGEST_ATTEMPT) < 0 ? left : LONGEST_ATTEMPT;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
