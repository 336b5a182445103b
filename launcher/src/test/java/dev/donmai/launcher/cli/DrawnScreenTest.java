package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrawnScreenTest {

    private static final String ALTERNATE_SCREEN = "\u001b[?1049h";
    private static final String ORDINARY_SCREEN = "\u001b[?1049l";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Terminal terminal = terminal();
    private DrawnScreen screen =
            new DrawnScreen(new Console(System.out, System.err, true, false), terminal, Duration.ofSeconds(2));

    private Terminal terminal() {
        try {
            Terminal made = new LineDisciplineTerminal("test", "xterm-256color", written, StandardCharsets.UTF_8);
            made.setSize(Size.of(40, 6));
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String drawn() {
        String text = written.toString(StandardCharsets.UTF_8);
        written.reset();
        return text;
    }

    @BeforeEach
    void takeTheTerminal() {
        terminal.flush();
        assertThat(drawn()).contains(ALTERNATE_SCREEN);
    }

    @AfterEach
    void givesTheTerminalBack() {
        screen.close();

        assertThat(drawn()).contains(ORDINARY_SCREEN);
    }

    @Test
    void drawsOnlyWhatHasChanged() {
        screen.show("one\ntwo\n");
        assertThat(drawn()).contains("every 2 s", "one", "two");

        screen.show("one\nthree\n");
        assertThat(drawn()).contains("hree").doesNotContain("one", "every 2 s");
    }

    @Test
    void keepsToTheSizeOfTheTerminal() {
        screen.show("x".repeat(50) + "\n2\n3\n4\n5\nlast\n");

        assertThat(drawn()).contains("x".repeat(40), "3", "… and 3 lines more").doesNotContain("x".repeat(41), "last");
    }

    @Test
    void saysThatTheDaemonIsAwayAboveWhatWasSeenLast() {
        screen.show("one\n");
        assertThat(drawn()).contains("one");

        screen.away("nobody listens");
        assertThat(drawn()).contains("The daemon is away: nobody listens").doesNotContain("one");

        screen.show("one\n");
        assertThat(drawn()).doesNotContain("away");
    }

    @Test
    void givesTheTerminalBackOnceAndDrawsNothingAfterwards() {
        screen.close();
        assertThat(drawn()).contains(ORDINARY_SCREEN);

        screen.show("one\n");
        screen.close();
        assertThat(drawn()).isEmpty();

        terminal = terminal();
        screen = new DrawnScreen(new Console(System.out, System.err, true, false), terminal, Duration.ofSeconds(2));
    }
}
