package dev.donmai.api.vcs;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Version control in the worker process of one session. Named in
 * {@code META-INF/services/dev.donmai.api.vcs.VersionControl} of the provider's JAR; one instance serves one session.
 */
@ConsumerType
public interface VersionControl {

    /** The provider id this belongs to. */
    String id();

    /**
     * Opens the working copy of a session. Reads nothing that takes long and changes nothing.
     *
     * @throws VcsException when it is none of this system; the message names the directory
     */
    WorkingCopy open(Workarea workarea, VcsContext context) throws VcsException;
}
