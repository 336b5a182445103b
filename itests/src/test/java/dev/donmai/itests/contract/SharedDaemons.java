package dev.donmai.itests.contract;

import java.util.Optional;

/** One daemon at a time, shared by the tests that follow one another in the same situation. */
final class SharedDaemons implements AutoCloseable {

    private Optional<Situation> situation = Optional.empty();
    private Optional<LiveDaemon> daemon = Optional.empty();

    /** The daemon of a situation; the one before goes when it was in another. */
    LiveDaemon in(Situation wanted) {
        if (!situation.equals(Optional.of(wanted))) {
            close();
        }
        LiveDaemon live = daemon.orElseGet(() -> LiveDaemon.in(wanted));
        situation = Optional.of(wanted);
        daemon = Optional.of(live);
        return live;
    }

    /** Ends the daemon, so that the next test gets a new one. */
    @Override
    public void close() {
        Optional<LiveDaemon> last = daemon;
        daemon = Optional.empty();
        situation = Optional.empty();
        last.ifPresent(LiveDaemon::close);
    }
}
