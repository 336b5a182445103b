package dev.donmai.api.kit;

/**
 * Which kit is wanted, with what an install request says about it.
 *
 * @param id of its manifest
 * @param version wanted; empty for the newest
 * @param url where from, in the source's own terms; may be empty
 * @param ref branch, tag or commit; empty for the default
 */
public record KitRequest(String id, String version, String url, String ref) {}
