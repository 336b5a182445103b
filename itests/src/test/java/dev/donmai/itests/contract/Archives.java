package dev.donmai.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Archives as a daemon may find them: whole, empty, damaged, and what only looks like one. */
final class Archives {

    private static final String WHOLE = """
            {"id":"full","sessionId":"s-9","projectId":"shop","providerId":"prov","sourceProvider":"local",
             "disposition":"kept","createdAt":"2026-05-01T10:00:00+02:00","sizeBytes":4294967296,
             "repository":"robot:s3cret@github.com/acme/shop","ref":"main","capabilities":["a","b"],"toolchain":{"node":"20"},
             "extra":{"x":[1,null,2.5]}}
            """;

    private Archives() {}

    static void layOut(Path root) {
        try {
            archive(root, "full", WHOLE);
            archive(root, "empty", "{}");
            archive(root, "null", "null");
            archive(root, "odd-time", "{\"createdAt\":\"yesterday\"}");
            archive(root, "Upper", "{}");
            archive(root, "shown", "{\"id\":\"aaa\"}");
            // In UTF-16 the second would come first.
            archive(root, "～", "{}");
            archive(root, "𝒳", "{}");
            archive(root, "bad-json", "{");
            archive(root, "bad-type", "{\"sizeBytes\":\"much\"}");
            Files.createDirectories(root.resolve("bad-directory").resolve("manifest.json"));
            Files.createDirectories(root.resolve("no-manifest").resolve("tree"));
            Files.writeString(root.resolve("file"), "no directory");
            Files.createSymbolicLink(root.resolve("link"), root.resolve("full"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void archive(Path root, String name, String manifest) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name));
        Files.writeString(directory.resolve("manifest.json"), manifest);
    }
}
