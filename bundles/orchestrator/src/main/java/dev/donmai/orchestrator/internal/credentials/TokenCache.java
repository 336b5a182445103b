package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.files.AtomicFile;
import dev.donmai.files.Sha256;
import dev.donmai.model.Json;
import dev.donmai.model.PathSegment;
import dev.donmai.model.Timestamps;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the credentials over a restart ({@code orchestrator.md} §3), for the orchestrator, machine and registration token
 * that they were given for and for no others. A file that cannot be used is as good as none: the daemon registers.
 */
public final class TokenCache {

    private static final Duration TOO_SHORT = Duration.ofSeconds(30);
    private static final long LARGEST = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);

    private final Path file;
    private final Real mode;
    private final String fingerprint;
    private final InstantSource clock;

    public TokenCache(Path file, Real mode, String machineId, InstantSource clock) {
        this.file = file.toAbsolutePath();
        this.mode = mode;
        this.fingerprint =
                Sha256.of(String.join("\0", "real", mode.url(), machineId, Sha256.of(mode.registrationToken())));
        this.clock = clock;
    }

    /** What the file holds, if it may be used. */
    Optional<Credentials> read() {
        try {
            if (!isPrivate()) {
                LOG.warn("{} is not used: it must be a file of this user alone (mode 0600)", file);
                return Optional.empty();
            }
            return usable(Json.read(file, CachedToken.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // Without the parser's words: they may quote what stands there.
            LOG.info("{} is not used: it cannot be read as a token cache", file);
            return Optional.empty();
        }
    }

    private boolean isPrivate() throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        return attributes.isRegularFile()
                && attributes.size() <= LARGEST
                && AtomicFile.OWNER_ONLY.containsAll(attributes.permissions())
                && isOurs(attributes.owner());
    }

    private static boolean isOurs(UserPrincipal owner) {
        Optional<String> us = ProcessHandle.current().info().user();
        return us.isEmpty() || us.get().equals(owner.getName());
    }

    private Path directory() {
        return file.resolveSibling("");
    }

    private Optional<Credentials> usable(CachedToken cached) {
        Optional<String> objection = objectionTo(cached);
        if (objection.isPresent()) {
            LOG.info("the token in {} is not used: {}", file, objection.get());
            return Optional.empty();
        }
        return Optional.of(new Credentials(
                mode.url(),
                cached.workerId(),
                cached.runtimeToken(),
                TokenLifetime.received(
                        cached.runtimeTokenExpiresAt(), Optional.empty(), clock.instant(), System.nanoTime()),
                Credentials.interval(cached.heartbeatInterval(), Credentials.DEFAULT_HEARTBEAT),
                Credentials.interval(cached.pollInterval(), Credentials.DEFAULT_POLL)));
    }

    private Optional<String> objectionTo(CachedToken cached) {
        if (PathSegment.objectionTo(cached.workerId()).isPresent() || !Credentials.isToken(cached.runtimeToken())) {
            return Optional.of("it has no worker id or no token");
        }
        if (cached.isStub()) {
            return Optional.of("it is a stub's");
        }
        if (cached.fingerprint().isEmpty()) {
            return Optional.of("another program wrote it, and it does not say which orchestrator it is for");
        }
        if (!cached.fingerprint().equals(fingerprint)) {
            return Optional.of(
                    "it was given by another orchestrator, for another machine or another registration token");
        }
        if (cached.runtimeTokenExpiresAt().isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> end = TokenLifetime.instant(cached.runtimeTokenExpiresAt());
        return end.isPresent() && end.get().isAfter(clock.instant().plus(TOO_SHORT))
                ? Optional.empty()
                : Optional.of("it has expired, or will in a moment");
    }

    /** Writes the file; a failure is said, and the daemon goes on without a cache. */
    public void write(Credentials credentials) {
        String text =
                Json.pretty(new CachedToken(credentials, Timestamps.t9(Timestamps.t0(clock.instant())), fingerprint));
        try {
            Files.createDirectories(
                    directory(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            AtomicFile.write(file, text.strip());
        } catch (IOException e) {
            LOG.warn("the runtime token is not kept for the next start: {}", e.toString());
        }
    }
}
