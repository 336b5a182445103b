/**
 * The program: {@link dev.donmai.launcher.Main} for the command line, {@link dev.donmai.launcher.Donmai} for Java
 * programs that run a daemon themselves.
 */
@NullMarked
package dev.donmai.launcher;

import org.jspecify.annotations.NullMarked;
