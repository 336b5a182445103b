package dev.donmai.model.wire;

/**
 * The one error shape of the API.
 *
 * @param error what was wrong and what to do
 */
public record ErrorReply(String error) {}
