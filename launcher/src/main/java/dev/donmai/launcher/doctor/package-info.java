/**
 * What can be told about a machine without its daemon. Start with {@link dev.donmai.launcher.doctor.LocalChecks}.
 */
@NullMarked
package dev.donmai.launcher.doctor;

import org.jspecify.annotations.NullMarked;
