package dev.donmai.api.provider;

/**
 * The answer of one probe.
 *
 * @param status what the provider can do now
 * @param reason one sentence for the operator; empty when ready
 * @param upstreamVersion version of the program or service behind the provider; empty when unknown
 */
public record Probe(Status status, String reason, String upstreamVersion) {

    /** The words of the provider list's {@code status}. */
    public enum Status {
        /** Sessions can be given to it. */
        READY,
        /** It works with restrictions that {@code reason} names. */
        DEGRADED,
        /** It should work but does not; {@code reason} says what to do. */
        UNHEALTHY,
        /** It is not configured or not meant to run here. */
        INACTIVE
    }

    /** A provider that can work. */
    public static Probe ready() {
        return new Probe(Status.READY, "", "");
    }

    /** A provider that is not configured, with what to do about it. */
    public static Probe inactive(String reason) {
        return new Probe(Status.INACTIVE, reason, "");
    }

    /** A provider that is broken, with what to do about it. */
    public static Probe unhealthy(String reason) {
        return new Probe(Status.UNHEALTHY, reason, "");
    }

    /** Whether sessions may be given to the provider. */
    public boolean usable() {
        return status == Status.READY || status == Status.DEGRADED;
    }
}
