/**
 * Admission, session directories, adoption, limits, following and the end of a session. Start with
 * {@link dev.donmai.sessions.Sessions}; the protocol between daemon and worker is in
 * {@code dev.donmai.model.session}.
 */
@Export
@NullMarked
package dev.donmai.sessions;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
