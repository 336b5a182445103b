/**
 * The provider registry. {@link dev.donmai.registry.internal.Providers} is the service and
 * {@link dev.donmai.registry.internal.ProviderLifecycle} what becomes of JARs while the daemon runs: a
 * {@link dev.donmai.registry.internal.JarExamination} takes each from the file to a trusted bundle, its
 * {@link dev.donmai.registry.internal.ProviderEntry} from there to a probed provider, and a
 * {@link dev.donmai.registry.internal.Succession} lets one version take the place of another.
 */
@NullMarked
package dev.donmai.registry.internal;

import org.jspecify.annotations.NullMarked;
