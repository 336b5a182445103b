package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {

    private static final String FAULT = "a fault of donmai itself; `donmai --debug …` says where";

    static Stream<Arguments> failures() {
        IOException full = new IOException("No space left on device");
        return Stream.of(
                arguments(full, "No space left on device"),
                arguments(new UncheckedIOException(full), "No space left on device"),
                arguments(new UncheckedIOException("cannot encode it", full), "cannot encode it"),
                arguments(new ExecutionException(full), "No space left on device"),
                arguments(new NoSuchFileException("/srv/x"), "/srv/x: no such file or directory"),
                arguments(new AccessDeniedException("/srv/x"), "/srv/x: permission denied"),
                arguments(new IllegalArgumentException("Malformed escape pair"), "Malformed escape pair"),
                arguments(new NullPointerException("Cannot invoke \"String.length()\""), FAULT),
                arguments(new ClassCastException("class java.lang.String cannot be cast"), FAULT),
                arguments(new IOException(), FAULT));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void speaksOfWhatHasHappenedAndNotOfClasses(Exception failure, String words) {
        assertThat(FailureText.of(failure)).isEqualTo(words);
    }
}
