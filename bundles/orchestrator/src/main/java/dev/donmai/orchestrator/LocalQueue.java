package dev.donmai.orchestrator;

/**
 * Work that waits in files of the state directory ({@code additions.md} §3), beside what an orchestrator sends. Thread-safe; a
 * service.
 */
public interface LocalQueue {

    /** How many items wait for a daemon. */
    int depth();
}
