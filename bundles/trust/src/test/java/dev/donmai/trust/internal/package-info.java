@NullMarked
package dev.donmai.trust.internal;

import org.jspecify.annotations.NullMarked;
