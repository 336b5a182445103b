package dev.donmai.providers.filetracker;

import dev.donmai.api.issuetracker.IssueTrackerCapabilities;
import dev.donmai.api.issuetracker.IssueTrackerProvider;
import dev.donmai.api.provider.Probe;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** The daemon's view of the tracker of sessions without a platform. */
@Component(service = IssueTrackerProvider.class)
public final class FileTrackerProvider implements IssueTrackerProvider {

    /** Provider id. */
    public static final String ID = "file";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public IssueTrackerCapabilities capabilities() {
        return new IssueTrackerCapabilities(true, true, "File");
    }

    @Override
    public Probe probe(Map<String, Object> settings) {
        return Probe.ready();
    }
}
