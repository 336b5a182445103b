/**
 * The agent runtime {@code echo}: a program that says what it is told. Start reading at
 * {@link dev.donmai.providers.echo.EchoRuntime}.
 */
@NullMarked
package dev.donmai.providers.echo;

import org.jspecify.annotations.NullMarked;
