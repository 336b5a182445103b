/** What is wrong with each fake: small changes of a provider that works. These classes go into the fakes' JARs. */
@NullMarked
package dev.donmai.providers.fakes.faults;

import org.jspecify.annotations.NullMarked;
