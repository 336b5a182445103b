/**
 * The tests of the test kit: for each of its checks a provider with one fault, made from one that has none. Start at
 * {@link dev.donmai.providers.fakes.EveryCheckIT}.
 */
@NullMarked
package dev.donmai.providers.fakes;

import org.jspecify.annotations.NullMarked;
