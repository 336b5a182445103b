@NullMarked
package dev.donmai.routing.internal;

import org.jspecify.annotations.NullMarked;
