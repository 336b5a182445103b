/**
 * Who this daemon is for its orchestrator: registration, runtime token, token cache. Start with
 * {@link dev.donmai.orchestrator.internal.credentials.CredentialHolder}, the one owner of the credentials.
 */
@NullMarked
package dev.donmai.orchestrator.internal.credentials;

import org.jspecify.annotations.NullMarked;
