package dev.donmai.standin;

import java.time.Duration;

/** Something that goes wrong with one request. {@link FaultText} reads them from a command line. */
public sealed interface Fault {

    /** Answers with a status and does nothing; zero leaves {@code Retry-After} out. */
    record Refuse(int status, Duration retryAfter) implements Fault {}

    /** Takes the request and says nothing, as behind a half-open connection; nothing is done. */
    record Hang(Duration time) implements Fault {}

    /** Does it, and answers late. */
    record Slow(Duration time) implements Fault {}

    /** Does it, and breaks the connection instead of answering. */
    record Lose() implements Fault {}

    /** Does it, and breaks the connection in the middle of the answer. */
    record Cut() implements Fault {}

    /** Does it, and falls silent in the middle of the answer. */
    record Stall(Duration time) implements Fault {}

    /** Does it, and answers with what is no JSON. */
    record Garble() implements Fault {}

    /** Answers with a redirect to a path of this server, and does nothing. */
    record Redirect(String path) implements Fault {}

    /** Of a poll: offers each item twice in one answer. */
    record Duplicate() implements Fault {}

    /** Of a poll: offers the items in the opposite order. */
    record Reorder() implements Fault {}

    /** Whether the request is done in spite of it. */
    default boolean takesEffect() {
        return !(this instanceof Refuse || this instanceof Hang || this instanceof Redirect);
    }

    /** Whether only a poll can meet it. */
    default boolean ofPolls() {
        return this instanceof Duplicate || this instanceof Reorder;
    }

    /** As it is written on a command line. */
    default String word() {
        return switch (this) {
            case Refuse(int status, Duration wait) -> status + (wait.isZero() ? "" : ":" + wait.toSeconds());
            case Hang(Duration time) -> "hang:" + seconds(time);
            case Slow(Duration time) -> "slow:" + seconds(time);
            case Lose() -> "lose";
            case Cut() -> "cut";
            case Stall(Duration time) -> "stall:" + seconds(time);
            case Garble() -> "garble";
            case Redirect(String path) -> "redirect:" + path;
            case Duplicate() -> "duplicate";
            case Reorder() -> "reorder";
        };
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? Long.toString(time.toSeconds()) : time.toMillis() / 1000.0 + "";
    }
}
