package dev.donmai.providers.fakes.faults;

import dev.donmai.api.issuetracker.IssueOutcome;
import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.api.issuetracker.IssueTrackerCapabilities;
import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.api.issuetracker.IssueTrackerProvider;
import dev.donmai.api.issuetracker.JsonReply;
import dev.donmai.api.provider.Probe;
import dev.donmai.providers.platformtracker.PlatformTracker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Trackers that answer in a wrong way. */
public final class TrackerWorkFaults {

    private TrackerWorkFaults() {}

    /** The tracker {@code platform} as it is, but for what a fault overrides. */
    abstract static class Tracker implements IssueTracker {

        private final IssueTracker sound = new PlatformTracker();

        @Override
        public String id() {
            return sound.id();
        }

        @Override
        public IssueOutcome updateStatus(
                String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
                throws InterruptedException {
            return sound.updateStatus(issueId, status, context, limit);
        }

        @Override
        public IssueOutcome createComment(String issueId, String text, IssueTrackerContext context, Duration limit)
                throws InterruptedException {
            return sound.createComment(issueId, text, context, limit);
        }
    }

    public static final class OtherId extends Tracker {
        @Override
        public String id() {
            return "another";
        }
    }

    /** A second class in the services file. */
    public static final class Second extends Tracker {}

    public static final class KnowsNoBacklog extends Tracker {
        @Override
        public IssueOutcome updateStatus(
                String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
                throws InterruptedException {
            return status == IssueStatus.BACKLOG
                    ? new IssueOutcome.Refused("there is no such status")
                    : super.updateStatus(issueId, status, context, limit);
        }
    }

    public static final class RefusesComments extends Tracker {
        @Override
        public IssueOutcome createComment(String issueId, String text, IssueTrackerContext context, Duration limit) {
            return new IssueOutcome.Refused("no comment");
        }
    }

    /** Declares no comments and makes them all the same. */
    public static final class Silent implements IssueTrackerProvider {
        @Override
        public String id() {
            return "platform";
        }

        @Override
        public IssueTrackerCapabilities capabilities() {
            return new IssueTrackerCapabilities(true, false, "Platform");
        }

        @Override
        public Probe probe(Map<String, Object> settings) {
            return Probe.ready();
        }
    }

    public static final class ThrowsWhenNobodyAnswers extends Tracker {
        @Override
        public IssueOutcome updateStatus(
                String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
                throws InterruptedException {
            IssueOutcome outcome = super.updateStatus(issueId, status, context, limit);
            if (outcome.toString().contains("nobody listens")) {
                throw new IllegalStateException(outcome.toString());
            }
            return outcome;
        }
    }

    public static final class TakesItsTime extends Tracker {
        @Override
        public IssueOutcome updateStatus(
                String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
                throws InterruptedException {
            IssueOutcome outcome = super.updateStatus(issueId, status, context, limit);
            if (outcome.toString().contains("busy")) {
                Thread.sleep(3000);
            }
            return outcome;
        }
    }

    public static final class KeepsTheToken extends Tracker {
        @Override
        public IssueOutcome updateStatus(
                String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
                throws InterruptedException {
            String token = context.token();
            return super.updateStatus(issueId, status, new OldToken(context, token), limit);
        }
    }

    private record OldToken(IssueTrackerContext worker, String token) implements IssueTrackerContext {
        @Override
        public String platformUrl() {
            return worker.platformUrl();
        }

        @Override
        public JsonReply post(String url, String bearer, Map<String, Object> body, Duration limit)
                throws IOException, InterruptedException {
            return worker.post(url, bearer, body, limit);
        }

        @Override
        public Path sessionDirectory() {
            return worker.sessionDirectory();
        }
    }

    public static final class GoesOn extends Tracker {
        @Override
        public IssueOutcome updateStatus(
                String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
                throws InterruptedException {
            try {
                return super.updateStatus(issueId, status, context, limit);
            } catch (InterruptedException e) {
                Thread.sleep(3000);
                throw e;
            }
        }
    }
}
