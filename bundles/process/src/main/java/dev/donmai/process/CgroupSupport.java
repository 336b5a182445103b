package dev.donmai.process;

import java.util.Set;

/** What {@link Cgroups#probe()} found. */
public sealed interface CgroupSupport {
    /**
     * Sessions can have a cgroup of their own.
     *
     * @param cgroups makes them
     * @param controllers what can be limited: {@code memory}, {@code cpu}, {@code pids}; often nothing, and then a cgroup still
     *     holds a session together
     */
    record Usable(Cgroups cgroups, Set<String> controllers) implements CgroupSupport {
        public Usable {
            controllers = Set.copyOf(controllers);
        }
    }

    /**
     * Sessions have none; trees are found by their other traces.
     *
     * @param reason a sentence for the operator
     */
    record Unusable(String reason) implements CgroupSupport {}
}
