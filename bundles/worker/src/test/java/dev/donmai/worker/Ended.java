package dev.donmai.worker;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a session ended.
 *
 * @param status what a process would have ended with
 * @param printed the result on standard output
 */
public record Ended(int status, JsonNode printed) {}
