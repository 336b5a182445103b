@NullMarked
package dev.donmai.providers.filetracker;

import org.jspecify.annotations.NullMarked;
