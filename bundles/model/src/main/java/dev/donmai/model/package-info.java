/**
 * The one JSON mapper, and the time formats of the wire. Start with {@link dev.donmai.model.Json}.
 *
 * <p>The records stand in packages of their own: {@code wire} for the control API, {@code session} for the files of a
 * session directory, {@code config} for {@code daemon.yaml}.
 */
@Export
@NullMarked
package dev.donmai.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
