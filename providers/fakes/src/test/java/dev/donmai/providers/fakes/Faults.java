package dev.donmai.providers.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of a family is found by its own check and by no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Faults {

    @TempDir
    Path directory;

    abstract List<Fault> faults();

    @ParameterizedTest
    @MethodSource("faults")
    void isFoundByItsOwnCheckAlone(Fault fault) throws IOException {
        TckRun run = TckRun.of(fault.tck(), fault.jar().get().write(directory));
        assertThat(run.failed()).containsOnlyKeys(fault.check());
    }
}
