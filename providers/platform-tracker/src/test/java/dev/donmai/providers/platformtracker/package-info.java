@NullMarked
package dev.donmai.providers.platformtracker;

import org.jspecify.annotations.NullMarked;
