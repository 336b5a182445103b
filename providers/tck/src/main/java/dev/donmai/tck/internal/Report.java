package dev.donmai.tck.internal;

import dev.donmai.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;

/** Runs checks, each with a deadline, and writes down how they went. A check that never ran is written down too. */
public final class Report {

    /** More than any check takes that does not hang. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final Path jar;
    private final Map<String, String> outcomes = new LinkedHashMap<>();

    public Report(Path jar, List<Check> checks) {
        this.jar = jar;
        checks.forEach(check -> outcomes.put(check.name(), "not run"));
    }

    /** Runs one check. */
    public void run(Check check) {
        try {
            Assertions.assertTimeoutPreemptively(DEADLINE, () -> run(check.body()), check::demand);
            outcomes.put(check.name(), "passed");
        } catch (TestAbortedException e) {
            outcomes.put(check.name(), "not run: " + e.getMessage());
            throw e;
        } catch (AssertionError | RuntimeException e) {
            outcomes.put(check.name(), "FAILED: " + e.getMessage());
            throw new AssertionError(check.demand() + " " + e.getMessage(), e);
        }
    }

    private static void run(Check.Body body) {
        try {
            body.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e.toString(), e);
        }
    }

    /** Writes the report. */
    public void write(Path file) {
        List<String> lines = new ArrayList<>();
        try {
            lines.add(Sha256.of(jar) + "  " + jar.getFileName());
            outcomes.forEach((name, outcome) ->
                    lines.add(name + ": " + outcome.lines().findFirst().orElse("")));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("the report " + file + " cannot be written", e);
        }
    }
}
