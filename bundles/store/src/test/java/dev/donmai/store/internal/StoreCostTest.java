package dev.donmai.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints the figures of {@code docs/decisions/0001-embedded-store.md}: {@code ./mvnw -q -pl bundles/store -am test
 * -Dtest=StoreCostTest -Dmeasure=true -Dsurefire.failIfNoSpecifiedTests=false}. Asserts no time.
 */
@EnabledIfSystemProperty(named = "measure", matches = "true")
class StoreCostTest {

    @TempDir
    Path directory;

    @Test
    void measure() throws Exception {
        System.out.println("a new file:");
        for (int i = 0; i < 7; i++) {
            run("new-" + i, "open");
        }
        System.out.println("the same file again:");
        for (int i = 0; i < 7; i++) {
            run("new-0", "open");
        }
        System.out.println("values of 1000 characters, one after the other:");
        run("write", "write");
    }

    private void run(String name, String what) throws Exception {
        Path place = directory.resolve(name);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreCost.class.getName(),
                        place.toString(),
                        what)
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(output.replaceAll("(?m)^SLF4J.*\n", ""));
        assertThat(child.waitFor()).isZero();
    }
}
