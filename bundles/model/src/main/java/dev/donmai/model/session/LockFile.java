package dev.donmai.model.session;

/**
 * {@code lock}: which process the session is, written by the launch wrapper as its first act.
 *
 * @param pid process id of the wrapper, which leads the session's process group
 * @param start the kernel's start time of that process, as text
 * @param nonce the nonce of {@code session.json}
 */
public record LockFile(long pid, String start, String nonce) {}
