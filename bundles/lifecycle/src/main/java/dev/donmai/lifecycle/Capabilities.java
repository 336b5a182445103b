package dev.donmai.lifecycle;

import java.util.List;

/**
 * What this machine can run providers on ({@code http-api.md} §9): what the API shows and registration sends. Looked at
 * before the API's resources are served, then again when the configuration was read and every minute. Thread-safe; a
 * service.
 */
public interface Capabilities {

    /** The substrate kinds, in the order of the contract and without duplicates; empty before the start. */
    List<String> kinds();
}
