package dev.donmai.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a daemon answered.
 *
 * @param json as it came, members that we know nothing of included
 * @param value what we know of it
 */
public record Reply<T>(JsonNode json, T value) {}
