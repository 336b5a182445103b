/** Admission, session directories, adoption, limits and the end of a session. */
@Export
@NullMarked
package dev.donmai.sessions;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
