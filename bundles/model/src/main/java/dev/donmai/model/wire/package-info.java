/**
 * Requests and replies of the control API ({@code http-api.md}), one record each. R members are always written, O members are left out when empty.
 */
@Export
@NullMarked
package dev.donmai.model.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
