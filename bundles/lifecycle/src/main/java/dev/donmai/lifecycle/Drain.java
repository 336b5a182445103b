package dev.donmai.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A drain that is under way.
 *
 * @param timeout how long it may take from now on; less than was asked for when it is shared with one that ends earlier
 * @param outcome completes when it is over
 */
public record Drain(Duration timeout, CompletableFuture<DrainOutcome> outcome) {}
