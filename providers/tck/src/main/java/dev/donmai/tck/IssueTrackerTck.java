package dev.donmai.tck;

import dev.donmai.api.issuetracker.JsonReply;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Family;
import dev.donmai.tck.internal.ProviderUnderTest;
import dev.donmai.tck.internal.issuetracker.TrackerChecks;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** The tests of an issue tracker. What it posts is answered by the checks. */
@ConsumerType
public abstract class IssueTrackerTck extends ProviderTck {

    protected IssueTrackerTck() {
        super(Family.ISSUE_TRACKER);
    }

    /** What the service behind the tracker answers when it has done what was asked. */
    public JsonReply accepted() {
        return new JsonReply(200, true, Map.of("success", true), "{\"success\":true}");
    }

    /** What it answers when it may do so a little later. */
    public JsonReply busy() {
        return new JsonReply(503, false, Map.of(), "busy");
    }

    @Override
    final List<Check> familyChecks(ProviderUnderTest provider) {
        return TrackerChecks.of(provider, this);
    }
}
