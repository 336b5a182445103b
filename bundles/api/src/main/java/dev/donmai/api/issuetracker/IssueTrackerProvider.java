package dev.donmai.api.issuetracker;

import dev.donmai.api.provider.Provider;
import org.osgi.annotation.versioning.ConsumerType;

/** The daemon's view of an issue tracker; see {@link IssueTracker} for the half that works in a session. */
@ConsumerType
public interface IssueTrackerProvider extends Provider {

    /** The constant capability record. */
    IssueTrackerCapabilities capabilities();
}
