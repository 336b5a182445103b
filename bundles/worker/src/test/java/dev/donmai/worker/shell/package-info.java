/** A runtime for tests that runs a shell script; packed into a provider JAR by the tests. */
@NullMarked
package dev.donmai.worker.shell;

import org.jspecify.annotations.NullMarked;
