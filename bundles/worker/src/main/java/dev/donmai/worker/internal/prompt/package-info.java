/**
 * What the agent is told: the texts of {@code sessions.md} §2.7 and §2.14, from the templates beside these classes. Start with
 * {@link dev.donmai.worker.internal.prompt.Prompts}.
 */
@NullMarked
package dev.donmai.worker.internal.prompt;

import org.jspecify.annotations.NullMarked;
