package dev.donmai.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One worker process of a test. */
public record Run(Stage stage, Process process, Path out, Path err) {

    public int await() throws InterruptedException {
        if (!process.waitFor(Stage.PATIENCE)) {
            process.destroyForcibly();
            throw new AssertionError("the worker did not end");
        }
        return process.exitValue();
    }

    public String stdout() throws IOException {
        return Files.readString(out);
    }

    public String stderr() throws IOException {
        return Files.readString(err);
    }

    public JsonNode printed() throws IOException {
        return Json.read(stdout(), JsonNode.class);
    }

    public JsonNode result() throws IOException {
        return Json.read(stage.layout().result(), JsonNode.class);
    }

    public List<String> kinds() throws IOException {
        return stage.events().stream().map(event -> event.path("kind").asText()).toList();
    }

    public boolean saw(String kind) {
        try {
            return kinds().contains(kind);
        } catch (IOException e) {
            // The last line may be half written.
            return false;
        }
    }
}
