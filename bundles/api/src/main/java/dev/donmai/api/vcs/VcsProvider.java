package dev.donmai.api.vcs;

import dev.donmai.api.provider.Provider;
import org.osgi.annotation.versioning.ConsumerType;

/** The daemon's view of a version control system; see {@link VersionControl} for the half that works in a session. */
@ConsumerType
public interface VcsProvider extends Provider {

    /** The constant capability record. */
    VcsCapabilities capabilities();
}
