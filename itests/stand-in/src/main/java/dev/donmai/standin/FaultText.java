package dev.donmai.standin;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a rule for faults: {@code CALL=FAULT}, for all requests, with {@code xN} for the next N, with {@code @P%} for a
 * share of them. {@code any} stands for every call. For example {@code poll=503x3}, {@code heartbeat=429:5},
 * {@code any=lose@10%}.
 */
final class FaultText {

    static final String USAGE = "CALL=FAULT[xN|@P%] with CALL one of any, register, refresh, heartbeat, poll, nack,"
            + " lock-refresh, activity, completion, status, issue-tracker and FAULT one of a status (503, 429:SECONDS),"
            + " hang[:S], slow:S, lose, cut, stall[:S], garble, redirect:PATH, duplicate, reorder";

    private static final Pattern RULE = Pattern.compile("([a-z-]+)=(.+?)(?:x(\\d{1,6})|@(\\d{1,3})%)?");
    private static final Duration LONG = Duration.ofMinutes(10);

    private FaultText() {}

    /** A rule that was read; zero times stands for always. */
    record Rule(Set<Endpoint> endpoints, Fault fault, int times, double share) {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none; the message says what one looks like
     */
    static Rule parse(String text) {
        Matcher rule = RULE.matcher(text.strip());
        if (!rule.matches()) {
            throw wrong(text);
        }
        Fault fault = fault(rule.group(2)).orElseThrow(() -> wrong(text));
        Set<Endpoint> endpoints = endpoints(rule.group(1)).orElseThrow(() -> wrong(text));
        int times = rule.group(3) == null ? 0 : Integer.parseInt(rule.group(3));
        double share = rule.group(4) == null ? 1 : Integer.parseInt(rule.group(4)) / 100.0;
        return new Rule(fault.ofPolls() ? EnumSet.of(Endpoint.POLL) : endpoints, fault, times, share);
    }

    private static Optional<Set<Endpoint>> endpoints(String word) {
        return word.equals("any")
                ? Optional.of(EnumSet.complementOf(EnumSet.of(Endpoint.OTHER)))
                : Endpoint.ofWord(word).map(EnumSet::of);
    }

    private static Optional<Fault> fault(String text) {
        String[] parts = text.split(":", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        try {
            return switch (parts[0]) {
                case "hang" -> Optional.of(new Fault.Hang(seconds(argument)));
                case "slow" -> Optional.of(new Fault.Slow(seconds(argument)));
                case "stall" -> Optional.of(new Fault.Stall(seconds(argument)));
                case "lose" -> Optional.of(new Fault.Lose());
                case "cut" -> Optional.of(new Fault.Cut());
                case "garble" -> Optional.of(new Fault.Garble());
                case "redirect" -> Optional.of(new Fault.Redirect(argument));
                case "duplicate" -> Optional.of(new Fault.Duplicate());
                case "reorder" -> Optional.of(new Fault.Reorder());
                default -> status(parts[0], argument);
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Fault> status(String word, String argument) {
        int status = Integer.parseInt(word);
        return status < 300 || status > 599
                ? Optional.empty()
                : Optional.of(new Fault.Refuse(status, argument.isEmpty() ? Duration.ZERO : seconds(argument)));
    }

    private static Duration seconds(String text) {
        return text.isEmpty() ? LONG : Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no fault: " + USAGE);
    }
}
