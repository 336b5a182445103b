/**
 * The stub registration. {@link dev.donmai.orchestrator.internal.RegistrationRule} says whether it applies,
 * {@link dev.donmai.orchestrator.internal.StubRegistration} does it.
 */
@NullMarked
package dev.donmai.orchestrator.internal;

import org.jspecify.annotations.NullMarked;
