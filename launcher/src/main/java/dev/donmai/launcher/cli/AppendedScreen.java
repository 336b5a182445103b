package dev.donmai.launcher.cli;

import dev.donmai.model.Timestamps;
import java.time.Instant;

/** One look after another: with the time above each for people, and only what separates them for programs. */
final class AppendedScreen implements Screen {

    private final Console console;
    private final OutputForm form;
    private boolean begun;
    private boolean away;

    AppendedScreen(Console console, OutputForm form) {
        this.console = console;
        this.form = form;
    }

    @Override
    public void show(String text) {
        if (form.forPeople()) {
            if (begun) {
                console.line("");
            }
            console.line(Timestamps.t9(Timestamps.t0(Instant.now())));
        } else if (begun && !form.separator().isEmpty()) {
            console.line(form.separator());
        }
        console.out().print(text);
        console.out().flush();
        begun = true;
        away = false;
    }

    @Override
    public void away(String why) {
        if (!away) {
            console.note("The daemon is away (" + why + "); trying again until it is back.");
        }
        away = true;
    }

    @Override
    public boolean closed() {
        return console.closed();
    }

    @Override
    public void close() {
        console.out().flush();
    }
}
