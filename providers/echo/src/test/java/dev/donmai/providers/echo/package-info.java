@NullMarked
package dev.donmai.providers.echo;

import org.jspecify.annotations.NullMarked;
