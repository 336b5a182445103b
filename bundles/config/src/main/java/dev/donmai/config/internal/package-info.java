/**
 * How the configuration is found, read and kept. {@link dev.donmai.config.internal.DaemonYaml} is the service;
 * {@link dev.donmai.config.internal.ConfigReader} goes from bytes to a checked snapshot.
 */
@NullMarked
package dev.donmai.config.internal;

import org.jspecify.annotations.NullMarked;
