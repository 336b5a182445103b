/**
 * The files of a session directory ({@code additions.md} §3), one record each. Start with {@link dev.donmai.model.session.SessionFile}.
 */
@Export
@NullMarked
package dev.donmai.model.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
