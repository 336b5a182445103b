package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotenvFilesTest {

    @TempDir
    Path directory;

    @Test
    void findsOurVariablesThatAreNotInTheEnvironment() throws IOException {
        Files.writeString(directory.resolve(".env"), """
                # RENSEI_COMMENT=1
                RENSEI_DAEMON_TOKEN=s3cr3t
                export DONMAI_STATE_HOME = /x
                  DONMAI_LOG_LEVEL=debug
                OTHER=1
                MY_DONMAI_X=1
                """);

        assertThat(DotenvFiles.passedOver(directory.resolve(".env"), Map.of("DONMAI_LOG_LEVEL", "info")))
                .isEqualTo(List.of("RENSEI_DAEMON_TOKEN", "DONMAI_STATE_HOME"));
    }

    @Test
    void hasNothingToSayWhereThereIsNoFile() throws IOException {
        assertThat(DotenvFiles.passedOver(directory.resolve(".env"), Map.of())).isEmpty();

        Files.createDirectory(directory.resolve(".env"));
        assertThat(DotenvFiles.passedOver(directory.resolve(".env"), Map.of())).isEmpty();
    }
}
