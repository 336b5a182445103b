/** What the contracts show, and what a change of them costs. */
@NullMarked
package dev.donmai.api;

import org.jspecify.annotations.NullMarked;
