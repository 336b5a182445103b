/**
 * The model of {@code daemon.yaml} ({@code config.md} §2, {@code additions.md} §2) with every default applied. Start with {@link dev.donmai.model.config.DaemonConfig}.
 */
@Export
@NullMarked
package dev.donmai.model.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
