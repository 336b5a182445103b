package dev.donmai.api.spawn;

/**
 * A worker that is about to be started.
 *
 * @param sessionId the session
 * @param repository address of the repository, as configured
 * @param ref what is checked out; empty for the default branch
 * @param projectId the allowlist entry
 * @param workType kind of work; empty when the work names none
 * @param runtimeId the agent runtime; empty for a configured worker command
 * @param vCpu CPUs asked for; 0 for none in particular
 * @param memoryMb memory asked for, MiB; 0 for none in particular
 * @param maxDurationSeconds wall clock; 0 for no limit
 */
public record SpawnRequest(
        String sessionId,
        String repository,
        String ref,
        String projectId,
        String workType,
        String runtimeId,
        int vCpu,
        int memoryMb,
        long maxDurationSeconds) {}
