/**
 * The daemon as a service of the machine: what systemd or launchd know of it. Start with
 * {@link dev.donmai.launcher.service.Service}.
 */
@NullMarked
package dev.donmai.launcher.service;

import org.jspecify.annotations.NullMarked;
