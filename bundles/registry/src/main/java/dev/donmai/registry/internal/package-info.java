/**
 * The provider registry. {@link dev.donmai.registry.internal.Providers} is the service; one
 * {@link dev.donmai.registry.internal.ProviderEntry} stands for one JAR and leads it from the file to a probed provider.
 */
@NullMarked
package dev.donmai.registry.internal;

import org.jspecify.annotations.NullMarked;
