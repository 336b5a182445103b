/**
 * The control API against its contract. What is expected stands as data in {@code src/test/resources/contract}: {@code
 * rules.yaml} lists every rule, {@code rows} has requests and the answers that the rules demand, {@code shapes.yaml} the
 * members of every reply. {@link dev.donmai.itests.contract.ContractIT} runs the rows against the distribution as a
 * process; {@link dev.donmai.itests.contract.CoverageIT} fails when a rule has no row. What needs more than requests is in
 * classes of its own, whose tests name their rules with {@link dev.donmai.itests.contract.Proves}.
 */
@NullMarked
package dev.donmai.itests.contract;

import org.jspecify.annotations.NullMarked;
