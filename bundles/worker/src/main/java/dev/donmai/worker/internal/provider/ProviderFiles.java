package dev.donmai.worker.internal.provider;

import dev.donmai.files.Sha256;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The step that makes sure that a provider's files are the ones the session was admitted with. It copies them into a private
 * directory and takes the digest of what it copies: the class loader, which reads lazily, opens the copies, so what was verified is
 * what runs, whatever becomes of the originals meanwhile.
 */
public final class ProviderFiles {

    private ProviderFiles() {}

    /** Copies of {@code pinned} in {@code directory}, in the same order. */
    public static List<Path> verified(List<PinnedFile> pinned, Path directory) throws SessionFailure {
        List<Path> copies = new ArrayList<>();
        for (PinnedFile file : pinned) {
            copies.add(copy(file, directory.resolve(copies.size() + ".jar")));
        }
        return copies;
    }

    private static Path copy(PinnedFile file, Path copy) throws SessionFailure {
        MessageDigest digest = Sha256.digest();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(Path.of(file.path())), digest);
                OutputStream out = Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new SessionFailure(
                    FailureMode.PROVIDER_RESOLVE,
                    "can't read the provider file " + file.path() + ": " + e + "; run the session again",
                    e);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equalsIgnoreCase(file.sha256())) {
            throw new SessionFailure(
                    FailureMode.PROVIDER_RESOLVE,
                    "the provider file " + file.path() + " has SHA-256 " + found + " instead of " + file.sha256()
                            + ": it was changed after the session was admitted; install the provider again and run the"
                            + " session again");
        }
        return copy;
    }
}
