package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The body of a request that brings a provider: the JAR itself, which is told by its first bytes, or JSON that names one.
 *
 * @param received where the body lies until this is closed
 * @param jar the JAR; empty where the body names none
 * @param force what is to be done in spite of an older version and the like
 */
record ProviderUpload(Path received, Optional<Path> jar, boolean force) implements AutoCloseable {

    /** The largest JAR that is taken. */
    static final long MOST_BYTES = 256L << 20;

    private static final byte[] JAR = {'P', 'K', 3, 4};

    /** The body as JSON. */
    private record Named(String path, boolean force) {
        private Named {
            path = Defaults.text(path);
        }
    }

    /**
     * Receives the body of a call.
     *
     * @throws Refusal 400 when it is neither, 413 when it is too large
     */
    static ProviderUpload receive(Call call) throws Refusal, IOException {
        Path received = Files.createTempFile("donmai-provider-", ".jar");
        try {
            call.bodyTo(received, MOST_BYTES);
            boolean force = call.flag("force");
            if (isJar(received)) {
                return new ProviderUpload(received, Optional.of(received), force);
            }
            Named named = named(received);
            return new ProviderUpload(
                    received,
                    named.path().isEmpty() ? Optional.empty() : Optional.of(Path.of(named.path())),
                    force || named.force());
        } catch (Refusal | IOException | RuntimeException e) {
            Files.deleteIfExists(received);
            throw e;
        }
    }

    private static boolean isJar(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(JAR.length), JAR);
        }
    }

    private static Named named(Path file) throws Refusal, IOException {
        long size = Files.size(file);
        if (size == 0) {
            return new Named("", false);
        }
        if (size > RequestBody.MAX_BYTES) {
            throw new Refusal(400, "invalid body: neither a JAR nor a short JSON object");
        }
        try {
            return Optional.ofNullable(Json.mapper().readValue(Files.readAllBytes(file), Named.class))
                    .orElseGet(() -> new Named("", false));
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "invalid body: " + BodyErrors.describe(e));
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(received);
    }
}
