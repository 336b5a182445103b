package dev.donmai.sessions.internal;

import dev.donmai.lifecycle.ControlToken;
import dev.donmai.model.session.SessionFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What the worker of a session shows to read its detail ({@code http-api.md} H1). It is made from the control token and
 * the nonce of the run, so that nothing of it is stored, and the next daemon knows it too.
 */
record SessionTokens(ControlToken control) {

    String of(SessionFile file) {
        return control.derive(file.nonce());
    }

    boolean matches(SessionFile file, String presented) {
        return MessageDigest.isEqual(
                of(file).getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }
}
