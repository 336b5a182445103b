@NullMarked
package dev.donmai.registry.internal;

import org.jspecify.annotations.NullMarked;
