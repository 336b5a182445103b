package dev.donmai.standin;

/**
 * Something that a client of this protocol must not do.
 *
 * @param request number of the request
 * @param what in words
 */
public record Violation(long request, Endpoint endpoint, String what) {}
