package dev.donmai.git;

import dev.donmai.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers the fetches of a mirror, so that a session can tell whether one began after it looked: a count, because clocks
 * differ between processes and jump. One line, {@code <started> <completed> <whose>}; {@code whose} stands for the
 * credentials, because what one project may read another may not.
 *
 * <p>Read by anyone; written under the mirror's lock.
 */
final class FetchCount {
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) (\\d{1,18}) ([0-9a-f]{16})\n");

    private final Path file;
    private final String credentials;

    FetchCount(Path file, GitCredentials credentials) {
        this.file = file;
        this.credentials = digest(credentials);
    }

    private record Line(long started, long completed, String credentials) {}

    /** The number of the last fetch that began. */
    long started() throws IOException {
        return read().started();
    }

    /** The number of the last fetch if it succeeded with the same credentials; else 0. */
    long completed() throws IOException {
        Line line = read();
        return line.credentials().equals(credentials) ? line.completed() : 0;
    }

    long start() throws IOException {
        Line line = read();
        write(new Line(line.started() + 1, line.completed(), line.credentials()));
        return line.started() + 1;
    }

    void complete(long number) throws IOException {
        write(new Line(number, number, credentials));
    }

    private Line read() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            text = "";
        }
        Matcher line = LINE.matcher(text);
        return line.matches()
                ? new Line(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), line.group(3))
                : new Line(0, 0, "0".repeat(16));
    }

    private void write(Line line) throws IOException {
        AtomicFile.write(file, line.started() + " " + line.completed() + " " + line.credentials() + "\n");
    }

    private static String digest(GitCredentials credentials) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join(
                                    "\0",
                                    credentials.sshKey(),
                                    credentials.credentialHelper(),
                                    credentials.user(),
                                    credentials.token())
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
