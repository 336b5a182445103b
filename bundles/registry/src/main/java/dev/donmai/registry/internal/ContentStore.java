package dev.donmai.registry.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.model.session.SessionFile.PinnedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JARs by their SHA-256. What is in here never changes: a session's worker reads the very bytes that the daemon installed,
 * whatever becomes of the file they came from.
 */
final class ContentStore {

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.jar");

    private final Path directory;

    ContentStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Puts a copy of a file into the store, unless it is there.
     *
     * @throws IOException when the file cannot be read or the copy not be written
     */
    synchronized PinnedFile add(Path source) throws IOException {
        Files.createDirectories(directory);
        PinnedFile expected = pinned(digest(source));
        // Hashing is what costs at the start of the daemon, comparing is nearly free.
        Path there = Path.of(expected.path());
        if (Files.isRegularFile(there) && Files.mismatch(source, there) < 0) {
            return expected;
        }
        // The source may change between two reads: what counts is the digest of the bytes that were written.
        Path incoming = directory.resolve("." + expected.sha256() + ".incoming");
        MessageDigest digest = sha256();
        try {
            AtomicFile.stream(incoming, AtomicFile.READABLE, out -> {
                OutputStream digesting = new DigestOutputStream(out, digest);
                Files.copy(source, digesting);
                digesting.flush();
            });
            PinnedFile written = pinned(HexFormat.of().formatHex(digest.digest()));
            Files.move(
                    incoming,
                    Path.of(written.path()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.syncDirectory(directory);
            return written;
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    /** The hashes of all files, in no order. */
    List<String> hashes() throws IOException {
        List<String> hashes = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (var files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    var name = NAME.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        hashes.add(name.group(1));
                    }
                }
            }
        }
        return hashes;
    }

    /** Removes the files of these hashes. */
    synchronized void remove(Set<String> hashes) throws IOException {
        for (String hash : hashes) {
            Files.deleteIfExists(directory.resolve(hash + ".jar"));
        }
    }

    private PinnedFile pinned(String hash) {
        return new PinnedFile(directory.resolve(hash + ".jar").toString(), hash);
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
