@NullMarked
package dev.donmai.providers.git;

import org.jspecify.annotations.NullMarked;
