/**
 * {@link dev.donmai.trust.internal.PolicyTrust} decides, {@link dev.donmai.trust.internal.SignedJar} reads what it decides
 * upon. A further kind of evidence, such as a sigstore bundle beside a JAR, is one more source of a
 * {@link dev.donmai.trust.internal.JarSignature}.
 */
@NullMarked
package dev.donmai.trust.internal;

import org.jspecify.annotations.NullMarked;
