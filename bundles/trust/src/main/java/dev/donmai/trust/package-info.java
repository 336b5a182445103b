/**
 * Whose code may run. Start with {@link dev.donmai.trust.JarTrust}: it reads the signature of a JAR and weighs it against
 * the {@link dev.donmai.trust.TrustPolicy} of the configuration.
 */
@Export
@NullMarked
package dev.donmai.trust;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
