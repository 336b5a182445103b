/**
 * The one outgoing HTTP client. Start with {@link dev.donmai.net.WebClient}: a {@link dev.donmai.net.WebRequest} goes in,
 * a {@link dev.donmai.net.WebReply} or a {@link dev.donmai.net.WebStream} comes out, and whatever goes wrong is a
 * {@link dev.donmai.net.WebException}.
 */
@Export
@NullMarked
package dev.donmai.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
