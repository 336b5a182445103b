package dev.donmai.api.kit;

/**
 * What a kit source can do.
 *
 * @param listsKits {@link KitSource#kits} answers; otherwise kits are fetched by their address alone
 * @param humanLabel name for people; may be empty
 */
public record KitSourceCapabilities(boolean listsKits, String humanLabel) {}
