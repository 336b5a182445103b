package dev.donmai.registry.internal;

import java.util.Locale;

/** Where a provider's JAR stands ({@code providers.md} §7.11); the {@code state} of its row. */
enum ProviderState {
    /** In the content store and the framework; nothing is known of it yet. */
    INSTALLED,
    /** Its manifest and its signature are good; none of its code has run. */
    VERIFIED,
    /** Its component is there and agrees with its manifest. */
    ACTIVE,
    /** It gets no more work; sessions still run with it. */
    DRAINING,
    /** Gone. */
    RETIRED,
    /** It cannot run, is not configured, or was switched off. */
    INACTIVE,
    /** It runs, and is never chosen: it is not what it says, or fails again and again. */
    QUARANTINED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
