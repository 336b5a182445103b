/**
 * Version control: what a session's work becomes when the agent is done with it.
 *
 * <p>A provider has two faces in one JAR. {@link dev.donmai.api.vcs.VcsProvider} is the descriptor that the daemon lists and
 * probes. {@link dev.donmai.api.vcs.VersionControl} is what the worker process of a session loads with
 * {@link java.util.ServiceLoader} from exactly the file the session was admitted with. Start reading there: it opens a
 * {@link dev.donmai.api.vcs.WorkingCopy}, which inspects, commits and pushes, and which is a
 * {@link dev.donmai.api.vcs.PullRequests} too where the provider can open pull requests.
 *
 * <p>What may go wrong in daily life is an answer, not an exception: a remote that refuses a push is a
 * {@link dev.donmai.api.vcs.PushOutcome}.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.api.vcs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
