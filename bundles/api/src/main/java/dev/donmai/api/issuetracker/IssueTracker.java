package dev.donmai.api.issuetracker;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An issue tracker in the worker process of one session. Named in
 * {@code META-INF/services/dev.donmai.api.issuetracker.IssueTracker} of the provider's JAR; one instance serves one session.
 *
 * <p>A tracker repeats by itself what may succeed a little later, within the limit of the call.
 */
@ConsumerType
public interface IssueTracker {

    /** The provider id this belongs to. */
    String id();

    /** Moves an issue to a status. */
    IssueOutcome updateStatus(String issueId, IssueStatus status, IssueTrackerContext context, Duration limit)
            throws InterruptedException;

    /** Comments on an issue; {@code text} is Markdown. */
    IssueOutcome createComment(String issueId, String text, IssueTrackerContext context, Duration limit)
            throws InterruptedException;
}
