/**
 * Any program as an agent: the configuration's {@code agents.command} names it, the prompt reaches it on standard input
 * or in a file, and what it prints becomes events, as plain lines or as JSON lines of the event schema.
 *
 * <p>Start at {@link dev.donmai.providers.command.CommandSettings} for what can be configured, and at
 * {@link dev.donmai.providers.command.CommandSession} for what happens in a session.
 */
@NullMarked
package dev.donmai.providers.command;

import org.jspecify.annotations.NullMarked;
