/**
 * Issue trackers: what becomes of the issue that a session works on.
 *
 * <p>A provider has two faces in one JAR. {@link dev.donmai.api.issuetracker.IssueTrackerProvider} is the descriptor that the
 * daemon lists and probes. {@link dev.donmai.api.issuetracker.IssueTracker} is what the worker process of a session loads with
 * {@link java.util.ServiceLoader} from exactly the file the session was admitted with. Start reading there.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.donmai.api.issuetracker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
