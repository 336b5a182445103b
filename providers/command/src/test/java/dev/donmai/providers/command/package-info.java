@NullMarked
package dev.donmai.providers.command;

import org.jspecify.annotations.NullMarked;
