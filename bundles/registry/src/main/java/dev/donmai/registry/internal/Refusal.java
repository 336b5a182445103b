package dev.donmai.registry.internal;

/**
 * Why a JAR is not taken.
 *
 * @param reason for the operator
 */
record Refusal(Kind kind, String reason) {

    enum Kind {
        /** It is no provider, or none that could run here. */
        UNFIT,
        /** Its signature. */
        UNTRUSTED,
        /** Another one has its place. */
        DUPLICATE
    }
}
