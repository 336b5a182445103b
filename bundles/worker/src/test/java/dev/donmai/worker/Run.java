package dev.donmai.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One worker process of a test. */
record Run(Stage stage, Process process, Path out, Path err) {

    int await() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the worker did not end");
        }
        return process.exitValue();
    }

    String stdout() throws IOException {
        return Files.readString(out);
    }

    String stderr() throws IOException {
        return Files.readString(err);
    }

    JsonNode printed() throws IOException {
        return Json.read(stdout(), JsonNode.class);
    }

    JsonNode result() throws IOException {
        return Json.read(stage.layout().result(), JsonNode.class);
    }

    List<String> kinds() throws IOException {
        return stage.events().stream().map(event -> event.path("kind").asText()).toList();
    }

    boolean saw(String kind) {
        try {
            return kinds().contains(kind);
        } catch (IOException e) {
            // The last line may be half written.
            return false;
        }
    }
}
