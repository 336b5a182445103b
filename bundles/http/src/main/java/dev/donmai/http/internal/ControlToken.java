package dev.donmai.http.internal;

import dev.donmai.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret in {@code control.token} ({@code additions.md} §2). */
final class ControlToken {

    private static final int BYTES = 32;

    private final byte[] secret;

    private ControlToken(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the file, or makes it when it is missing or empty; it ends up readable for its owner only. */
    static ControlToken at(Path file) throws IOException {
        String kept = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!kept.isEmpty()) {
            if (!Files.getPosixFilePermissions(file).equals(AtomicFile.OWNER_ONLY)) {
                Files.setPosixFilePermissions(file, AtomicFile.OWNER_ONLY);
            }
            return new ControlToken(kept);
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        AtomicFile.write(file, made + "\n");
        return new ControlToken(made);
    }

    /** Compares in a time that does not depend on where the two differ. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(secret, presented.getBytes(StandardCharsets.UTF_8));
    }
}
