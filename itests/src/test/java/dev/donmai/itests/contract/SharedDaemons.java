package dev.donmai.itests.contract;

import java.util.Optional;

/** One daemon at a time, shared by the tests that follow one another in situations that begin alike. */
final class SharedDaemons implements AutoCloseable {

    private Optional<Shared> shared = Optional.empty();

    private record Shared(Situation situation, LiveDaemon daemon) {

        boolean leave() {
            return situation.leave(daemon.home().api());
        }
    }

    /** The daemon of a situation; the one before goes when it cannot be brought into it. */
    LiveDaemon in(Situation wanted) {
        if (shared.filter(last -> last.situation() == wanted).isEmpty()) {
            change(wanted);
        }
        return shared.orElseThrow().daemon();
    }

    private void change(Situation wanted) {
        Optional<LiveDaemon> same = shared.filter(last -> last.situation().base() == wanted.base())
                .filter(Shared::leave)
                .map(Shared::daemon);
        if (same.isEmpty()) {
            close();
        }
        same.ifPresent(daemon -> wanted.enter(daemon.home().api()));
        shared = Optional.of(new Shared(wanted, same.orElseGet(() -> LiveDaemon.in(wanted))));
    }

    /** Ends the daemon, so that the next test gets a new one. */
    @Override
    public void close() {
        Optional<Shared> last = shared;
        shared = Optional.empty();
        last.map(Shared::daemon).ifPresent(LiveDaemon::close);
    }
}
