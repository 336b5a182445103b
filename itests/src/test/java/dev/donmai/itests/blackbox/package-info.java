/**
 * The built distribution as a process: driven over HTTP, signals and the command line, on real git repositories. One class
 * for each thing that must hold; {@link dev.donmai.itests.blackbox.SessionIT} is the plain way of one session.
 */
@NullMarked
package dev.donmai.itests.blackbox;

import org.jspecify.annotations.NullMarked;
