package dev.donmai.model.session;

import dev.donmai.model.Defaults;
import dev.donmai.model.wire.SessionRecord.AppliedLimit;
import java.util.List;

/**
 * {@code limits.json}: what the daemon did to hold a session within its limits, written before the start.
 *
 * @param cgroup directory of the session's cgroup; empty when it has none
 * @param limits which limits are enforced and which are not
 */
public record LimitsFile(String cgroup, List<AppliedLimit> limits) {

    /** Nothing was done. */
    public static final LimitsFile NONE = new LimitsFile("", List.of());

    public LimitsFile {
        cgroup = Defaults.text(cgroup);
        limits = Defaults.list(limits);
    }
}
