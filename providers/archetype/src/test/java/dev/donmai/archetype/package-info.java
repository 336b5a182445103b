@NullMarked
package dev.donmai.archetype;

import org.jspecify.annotations.NullMarked;
