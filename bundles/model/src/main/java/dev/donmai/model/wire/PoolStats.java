package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omittable;
import dev.donmai.model.Timestamps;
import java.time.Instant;
import java.util.List;

/** The pool of workareas ({@code http-api.md} §6.8). Disk usage in MiB. */
public record PoolStats(
        List<Member> members,
        int totalMembers,
        int readyMembers,
        int acquiredMembers,
        int warmingMembers,
        int invalidMembers,
        long totalDiskUsageMb,
        Instant timestamp)
        implements Omittable {

    /** Not asked for. */
    public static final PoolStats NONE = empty(Instant.EPOCH);

    public PoolStats {
        members = Defaults.list(members);
        timestamp = Timestamps.t0(timestamp);
    }

    /** A pool without members, looked at now. */
    public static PoolStats empty(Instant now) {
        return new PoolStats(List.of(), 0, 0, 0, 0, 0, 0, now);
    }

    @Override
    public boolean absent() {
        return equals(NONE);
    }

    /** One workarea of the pool. */
    public record Member(
            String id,
            String repository,
            String ref,
            String toolchainKey,
            String status,
            String cleanStateChecksum,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String acquiredBy,
            String createdAt,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastAcquiredAt,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long diskUsageMb) {}
}
