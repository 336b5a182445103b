/**
 * Changes of a YAML text that keep the rest of it. Start with {@link dev.donmai.config.internal.edit.TextEdit}; where the parts of a
 * text stand is in {@link dev.donmai.config.internal.edit.YamlText}.
 */
@NullMarked
package dev.donmai.config.internal.edit;

import org.jspecify.annotations.NullMarked;
