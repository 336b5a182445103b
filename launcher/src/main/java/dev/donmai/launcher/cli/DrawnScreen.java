package dev.donmai.launcher.cli;

import dev.donmai.model.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The whole terminal, on its alternate screen: only what has changed is drawn again, and nothing is left behind. */
final class DrawnScreen implements Screen {

    private final Console console;
    private final Terminal terminal;
    private final Display display;
    private final String ending;
    private final boolean echo;
    private String text = "";
    private String trouble = "";
    private int rows;
    private int columns;
    private boolean given;

    DrawnScreen(Console console, Terminal terminal, Duration pause) {
        this.console = console;
        this.terminal = terminal;
        this.display = new Display(terminal, true);
        this.ending = "every " + pause.toSeconds() + " s, until Ctrl-C";
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        echo = terminal.echo(false);
        terminal.handle(Terminal.Signal.WINCH, signal -> draw());
    }

    /** Takes the terminal; where it does not let itself be drawn on, looks are appended instead. */
    static Screen open(Console console, Duration pause) {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                    .dumb(false)
                    // Asking the terminal what it can do would leave its answer to whoever reads it next.
                    .graphemeCluster(false)
                    .build();
            return new DrawnScreen(console, terminal, pause);
        } catch (IOException | IllegalStateException e) {
            return new AppendedScreen(console, new OutputForm());
        }
    }

    @Override
    public synchronized void show(String latest) {
        text = latest;
        trouble = "";
        draw();
    }

    @Override
    public synchronized void away(String why) {
        trouble = "The daemon is away: " + why;
        draw();
    }

    private synchronized void draw() {
        if (given) {
            return;
        }
        Size size = terminal.getSize();
        if (size.getRows() != rows || size.getColumns() != columns) {
            rows = size.getRows();
            columns = size.getColumns();
            display.resize(size);
            // What is on the screen now is anything but what was drawn last.
            display.clear();
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(line(console.paint(Timestamps.t9(Timestamps.t0(Instant.now())) + "  " + ending, "2")));
        lines.add(line(console.paint(trouble, "31")));
        text.lines().map(this::line).forEach(lines::add);
        if (lines.size() > rows && rows > 0) {
            int hidden = lines.size() - rows + 1;
            lines.subList(rows - 1, lines.size()).clear();
            lines.add(line(console.paint("… and " + hidden + " lines more", "2")));
        }
        display.update(lines, 0);
    }

    private AttributedString line(String text) {
        return AttributedString.fromAnsi(text).columnSubSequence(0, columns);
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public synchronized void close() {
        if (given) {
            return;
        }
        given = true;
        terminal.handle(Terminal.Signal.WINCH, Terminal.SignalHandler.SIG_DFL);
        terminal.echo(echo);
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal could not be given back", e);
        }
    }
}
