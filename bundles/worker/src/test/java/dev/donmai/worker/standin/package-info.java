/** A platform and a daemon for tests: a real server on the loopback that keeps what it is asked. */
@NullMarked
package dev.donmai.worker.standin;

import org.jspecify.annotations.NullMarked;
