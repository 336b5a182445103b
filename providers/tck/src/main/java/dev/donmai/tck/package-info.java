/**
 * The test kit of providers ({@code providers.md} §7.13): what the contract demands, as tests that the author of a provider
 * runs over the finished JAR.
 *
 * <p>Extend the class of the provider's family, {@link dev.donmai.tck.AgentRuntimeTck}, {@link dev.donmai.tck.VcsTck} or
 * {@link dev.donmai.tck.IssueTrackerTck}, in a test that runs after {@code package}, and say how a session of it is brought
 * about. Each check is a test with a name that stays the same from version to version. A check that does not apply is
 * reported as not run, never as passed.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
