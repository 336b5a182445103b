package dev.donmai.providers.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has no fault fails no check, and no check is without its fault, nor without its line in the documentation. */
class EveryCheckIT {

    private static final Path PAGE = Path.of("..", "..", "docs", "write-a-provider.md");
    private static final Pattern LINE = Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z0-9-]+)` \\|");

    @TempDir
    Path directory;

    @Test
    void hasOneFaultAndPassesWithoutIt() throws IOException {
        Set<String> checks = new TreeSet<>();
        for (Sound.Base base : Sound.bases()) {
            TckRun run = TckRun.of(base.tck(), base.jar().get().write(directory));
            assertThat(run.failed()).as(base.tck().getSimpleName()).isEmpty();
            checks.addAll(run.names());
        }
        assertThat(Stream.of(
                                new JarFaultsIT().faults(),
                                new StubFaultsIT().faults(),
                                new EchoFaultsIT().faults(),
                                new TrackerFaultsIT().faults(),
                                new VcsFaultsIT().faults())
                        .flatMap(Collection::stream)
                        .map(Fault::check))
                .containsExactlyInAnyOrderElementsOf(checks);
        List<String> documented = LINE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(checks);
    }
}
