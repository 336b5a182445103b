package dev.donmai.standin;

import java.time.Duration;

/**
 * How a stand-in behaves.
 *
 * @param port where it listens on loopback; 0 takes a free one
 * @param registrationToken the only one that is accepted; empty for any with a real prefix
 * @param heartbeat the interval it asks for
 * @param poll the interval it asks for
 * @param tokenLifetime how long a runtime token is good
 * @param claimLease how long a claimed item is left alone without a sign of life of its session or its worker
 * @param perPoll how many items one poll is offered
 * @param journal how many requests it remembers
 */
public record StandInOptions(
        int port,
        String registrationToken,
        Duration heartbeat,
        Duration poll,
        Duration tokenLifetime,
        Duration claimLease,
        int perPoll,
        int journal) {

    /** As a real one behaves; on a free port. */
    public static final StandInOptions DEFAULTS = new StandInOptions(
            0,
            "",
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofMinutes(15),
            5,
            100_000);

    /** The shortest intervals that clients keep to. */
    public static final StandInOptions HASTY = DEFAULTS.every(Duration.ofSeconds(1), Duration.ofSeconds(1));

    public StandInOptions on(int other) {
        return new StandInOptions(
                other, registrationToken, heartbeat, poll, tokenLifetime, claimLease, perPoll, journal);
    }

    public StandInOptions registrationToken(String token) {
        return new StandInOptions(port, token, heartbeat, poll, tokenLifetime, claimLease, perPoll, journal);
    }

    public StandInOptions every(Duration beat, Duration look) {
        return new StandInOptions(port, registrationToken, beat, look, tokenLifetime, claimLease, perPoll, journal);
    }

    public StandInOptions tokenLifetime(Duration lifetime) {
        return new StandInOptions(port, registrationToken, heartbeat, poll, lifetime, claimLease, perPoll, journal);
    }

    public StandInOptions claimLease(Duration lease) {
        return new StandInOptions(port, registrationToken, heartbeat, poll, tokenLifetime, lease, perPoll, journal);
    }

    public StandInOptions perPoll(int items) {
        return new StandInOptions(port, registrationToken, heartbeat, poll, tokenLifetime, claimLease, items, journal);
    }

    public StandInOptions journal(int requests) {
        return new StandInOptions(
                port, registrationToken, heartbeat, poll, tokenLifetime, claimLease, perPoll, requests);
    }
}
