/**
 * What every provider has, whatever its family: who it is and whether it can work right now.
 *
 * <p>Start with {@link dev.donmai.api.provider.Provider}; a family adds its own interface on top, for agent runtimes
 * {@link dev.donmai.api.agent.AgentRuntimeProvider}. A provider JAR announces itself before any of its code loads with
 * one capability in its manifest:
 *
 * <pre>
 * Provide-Capability: dev.donmai.provider; family="agent-runtime"; id="echo"; version:Version="1.0.0";
 *   cap.supportsSessionResume="true"; cap.humanLabel="Echo"
 * </pre>
 *
 * <p>Every ability of the capability record stands there as {@code cap.<name>} with the name it has in
 * {@code GET /api/daemon/providers}; what is not there is declared as absent. The daemon offers a provider only when its
 * manifest and its object agree; a label may be left out.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.api.provider;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
