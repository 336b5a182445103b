package dev.donmai.providers.platformtracker;

import dev.donmai.api.issuetracker.IssueTrackerCapabilities;
import dev.donmai.api.issuetracker.IssueTrackerProvider;
import dev.donmai.api.provider.Probe;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The daemon's view of the platform's tracker. Whether a platform is there is known per session alone. */
@Component(service = IssueTrackerProvider.class)
public final class PlatformTrackerProvider implements IssueTrackerProvider {

    /** Provider id. */
    public static final String ID = "platform";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public IssueTrackerCapabilities capabilities() {
        return new IssueTrackerCapabilities(true, true, "Platform");
    }

    @Override
    public Probe probe(Map<String, Object> settings) {
        return Probe.ready();
    }
}
