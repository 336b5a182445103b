package dev.donmai.launcher.cli;

import java.time.Duration;

/** Where a watch shows what it sees. Not thread-safe but for {@link #close}. */
interface Screen extends AutoCloseable {

    /** Shows the latest look. */
    void show(String text);

    /** Says that there was nothing to look at. */
    void away(String why);

    /** Whether nobody sees it any more. */
    boolean closed();

    /** Gives the terminal back as it was; nothing is shown any more. A second time does nothing. */
    @Override
    void close();

    /** A terminal is drawn on; everything else, and what programs read, gets one look after another. */
    static Screen of(Console console, OutputForm form, Duration pause) {
        return console.terminal() && form.forPeople()
                ? DrawnScreen.open(console, pause)
                : new AppendedScreen(console, form);
    }
}
