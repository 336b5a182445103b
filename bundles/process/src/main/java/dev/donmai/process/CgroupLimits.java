package dev.donmai.process;

/**
 * What a session may use.
 *
 * @param memoryBytes resident memory of all its processes together; 0 for no limit
 * @param cpus processors, also parts of one; 0 for no limit
 * @param processes processes and threads; 0 for no limit
 */
public record CgroupLimits(long memoryBytes, double cpus, long processes) {
    /** No limit at all. */
    public static final CgroupLimits NONE = new CgroupLimits(0, 0, 0);

    public CgroupLimits {
        if (memoryBytes < 0 || !(cpus >= 0) || processes < 0) {
            throw new IllegalArgumentException("a limit can't be negative");
        }
    }
}
