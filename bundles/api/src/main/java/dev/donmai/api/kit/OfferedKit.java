package dev.donmai.api.kit;

/**
 * A kit that a source has.
 *
 * @param id of its manifest, such as {@code acme/rust}
 * @param version of its manifest; may be empty
 * @param description one line; may be empty
 */
public record OfferedKit(String id, String version, String description) {}
