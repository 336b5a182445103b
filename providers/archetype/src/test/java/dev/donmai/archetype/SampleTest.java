package dev.donmai.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the archetype makes is the sample under another name: whoever changes one changes the other. */
class SampleTest {

    private static final Path TEMPLATE = Path.of("src", "main", "resources", "archetype-resources");
    private static final Path SAMPLE = Path.of("..", "echo");
    private static final String PACKAGE = "dev/donmai/providers/echo/";

    @Test
    void theTemplateWithTheNamesOfTheSampleIsTheSample() throws IOException {
        assertThat(template()).isEqualTo(sample());
    }

    private static Map<String, String> template() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : sources(TEMPLATE)) {
            String path = TEMPLATE.relativize(file)
                    .toString()
                    .replaceFirst("^(src/(main|test)/java/)", "$1" + PACKAGE)
                    .replace("__name__", "Echo");
            files.put(
                    path,
                    Files.readString(file)
                            .replace("${package}", "dev.donmai.providers.echo")
                            .replace("${name}", "Echo")
                            .replace("${id}", "echo"));
        }
        return files;
    }

    private static Map<String, String> sample() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Path file : sources(SAMPLE)) {
            files.put(SAMPLE.relativize(file).toString(), Files.readString(file));
        }
        return files;
    }

    private static List<Path> sources(Path module) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
