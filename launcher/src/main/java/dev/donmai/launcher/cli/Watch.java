package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import java.time.Duration;

/**
 * Looks again and again, until it is interrupted or nobody reads it any more. A daemon that goes away is waited for, and
 * looked up anew each time: the next one may have another address.
 */
final class Watch {

    private final Program program;
    private final Target target;
    private final OutputForm form;
    private final Duration pause;

    Watch(Program program, Target target, OutputForm form, Duration pause) {
        this.program = program;
        this.target = target;
        this.form = form;
        this.pause = pause;
    }

    /** Shows one look after another; 0 when it was ended, a failure only of the first look or of one that will stay. */
    int run(Reading.Look look) throws ClientException, CommandFailure {
        try (Screen screen = Screen.of(program.console(), form, pause)) {
            Signals.interrupt(Thread.currentThread(), screen::close);
            screen.show(shown(look));
            while (!screen.closed()) {
                Thread.sleep(pause);
                try {
                    screen.show(shown(look));
                } catch (ClientException e) {
                    if (!e.mayPass()) {
                        throw e;
                    }
                    screen.away(String.valueOf(e.getMessage()));
                }
            }
        } catch (InterruptedException e) {
            // Ctrl-C: it is enough.
            return 0;
        }
        return 0;
    }

    private String shown(Reading.Look look) throws ClientException, CommandFailure, InterruptedException {
        try (ControlClient client = program.client(target)) {
            View view = look.at(client);
            return program.console().printed(console -> form.print(console, view));
        }
    }
}
