/** The command line. Start with {@link dev.donmai.launcher.cli.CommandLineProgram}. */
@NullMarked
package dev.donmai.launcher.cli;

import org.jspecify.annotations.NullMarked;
