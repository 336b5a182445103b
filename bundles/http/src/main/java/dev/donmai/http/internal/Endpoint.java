package dev.donmai.http.internal;

/** One route: decode, call, encode. */
@FunctionalInterface
interface Endpoint {

    /**
     * Answers a call.
     *
     * @throws Refusal with the answer, when the call cannot be served
     * @throws Exception anything else is a defect and answered with 500
     */
    Reply serve(Call call) throws Exception;

    /** The largest body it takes, in bytes. */
    default long mostBytes() {
        return RequestBody.MAX_BYTES;
    }
}
