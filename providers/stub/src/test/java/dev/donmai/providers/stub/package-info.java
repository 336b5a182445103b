@NullMarked
package dev.donmai.providers.stub;

import org.jspecify.annotations.NullMarked;
