/**
 * From YAML text to what Jackson binds, with the typing rules of {@code config.md} §2.6. Start with
 * {@link dev.donmai.config.internal.yaml.YamlTokens}.
 */
@NullMarked
package dev.donmai.config.internal.yaml;

import org.jspecify.annotations.NullMarked;
