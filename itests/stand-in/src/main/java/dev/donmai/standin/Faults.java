package dev.donmai.standin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Which faults requests meet: of the rules in force the first that applies. Thread-safe. */
public final class Faults {

    private final List<Rule> rules = new ArrayList<>();
    private Random random = new Random(1);

    private static final class Rule {

        private final FaultText.Rule text;
        private int left;

        Rule(FaultText.Rule text) {
            this.text = text;
            this.left = text.times();
        }

        boolean spent() {
            return text.times() > 0 && left == 0;
        }

        boolean strikes(Endpoint endpoint, Random random) {
            if (!text.endpoints().contains(endpoint) || random.nextDouble() >= text.share()) {
                return false;
            }
            left--;
            return true;
        }
    }

    Faults() {}

    /**
     * Adds a rule, {@code poll=503x3} for example.
     *
     * @throws IllegalArgumentException when it is none; the message says what one looks like
     */
    public synchronized Faults add(String rule) {
        rules.add(new Rule(FaultText.parse(rule)));
        return this;
    }

    /** Chooses what meets a share of the requests by another sequence of random numbers. */
    public synchronized Faults seed(long seed) {
        random = new Random(seed);
        return this;
    }

    /** From now on nothing goes wrong. */
    public synchronized void clear() {
        rules.clear();
    }

    /** Whether rules that hold for a number of requests have all been used up. */
    public synchronized boolean spent() {
        return rules.stream().noneMatch(rule -> rule.text.times() > 0);
    }

    synchronized Optional<Fault> next(Endpoint endpoint) {
        Iterator<Rule> each = rules.iterator();
        while (each.hasNext()) {
            Rule rule = each.next();
            if (rule.strikes(endpoint, random)) {
                if (rule.spent()) {
                    each.remove();
                }
                return Optional.of(rule.text.fault());
            }
        }
        return Optional.empty();
    }
}
