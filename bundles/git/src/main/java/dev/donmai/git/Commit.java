package dev.donmai.git;

import java.time.Instant;

/**
 * One commit.
 *
 * @param id full object id
 * @param author name of the author
 * @param email address of the author
 * @param at when it was committed
 * @param subject first line of the message
 */
public record Commit(String id, String author, String email, Instant at, String subject) {}
