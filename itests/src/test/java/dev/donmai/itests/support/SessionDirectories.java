package dev.donmai.itests.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directories of all sessions that ever ran in one home, and through them their processes.
 *
 * @param parent where they are; need not exist
 */
record SessionDirectories(Path parent) {

    private static final int SHOWN = 20_000;

    /** Living processes of all of them. */
    List<Long> processes() {
        return all().stream()
                .flatMap(directory -> nonceIn(directory).stream())
                .flatMap(nonce -> Processes.carrying(nonce).stream())
                .distinct()
                .toList();
    }

    /** Prints what they say about their sessions. */
    void report() throws IOException {
        for (Path directory : all()) {
            for (String name : List.of("stderr.log", "events.ndjson", "record.json")) {
                Path file = directory.resolve(name);
                if (Files.exists(file)) {
                    System.out.println("--- " + file + "\n" + Trees.beginning(file, SHOWN));
                }
            }
        }
    }

    private List<Path> all() {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nonce of the run that a directory belongs to, if it can be read. */
    static Optional<String> nonceIn(Path directory) {
        Path session = directory.resolve("session.json");
        if (!Files.isRegularFile(session)) {
            return Optional.empty();
        }
        try {
            JsonNode file = Json.mapper().readTree(Files.readAllBytes(session));
            return Optional.of(file.path("nonce").asText()).filter(nonce -> !nonce.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
