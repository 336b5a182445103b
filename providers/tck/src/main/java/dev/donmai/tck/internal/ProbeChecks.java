package dev.donmai.tck.internal;

import dev.donmai.api.provider.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A probe is cheap, free of side effects, and can be repeated. */
public final class ProbeChecks {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration THREAD_END = Duration.ofMillis(200);
    private static final int TIMES = 20;

    private final ProviderUnderTest provider;

    private ProbeChecks(ProviderUnderTest provider) {
        this.provider = provider;
    }

    public static List<Check> of(ProviderUnderTest provider) {
        ProbeChecks checks = new ProbeChecks(provider);
        return List.of(
                new Check("probe.answers-in-time", "A probe takes no longer than a second.", checks::inTime),
                new Check(
                        "probe.leaves-nothing",
                        "A probe leaves no thread and no process behind.",
                        checks::leavesNothing),
                new Check(
                        "probe.can-be-repeated",
                        "The same question has the same answer, also from several threads at once.",
                        checks::repeats),
                new Check(
                        "probe.explains-itself",
                        "Whatever is not ready has a reason, and what is ready has none.",
                        checks::explains),
                new Check(
                        "probe.is-usable-as-tested",
                        "With the settings of the test the provider is ready, or degraded.",
                        checks::usable),
                new Check(
                        "probe.survives-any-settings",
                        "Settings of any kind get an answer and no exception.",
                        checks::survives));
    }

    private Probe probe() {
        return provider.attached().probe(provider.settings());
    }

    private void inTime() {
        // The first one may load classes; the daemon's deadline has room for it.
        long begin = System.nanoTime();
        probe();
        Duration first = Duration.ofNanos(System.nanoTime() - begin);
        Demand.that(first.compareTo(LIMIT) <= 0, "It took " + first.toMillis() + " ms.");
    }

    private void leavesNothing() throws Exception {
        Set<Long> before = Children.now();
        probe();
        Demand.none(Children.since(before), "It leaves processes behind");
        Demand.none(Threads.leftAfter(THREAD_END, provider.attached().loader()), "It leaves threads behind");
    }

    private void repeats() throws Exception {
        Set<Probe> answers = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Probe>> asked = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                asked.add(threads.submit(this::probe));
            }
            for (Future<Probe> answer : asked) {
                answers.add(answer.get());
            }
        }
        Demand.that(answers.size() == 1, "The answers of " + TIMES + " probes differ: " + answers);
    }

    private void explains() {
        for (Map<String, Object> settings : strange()) {
            Probe answer;
            try {
                answer = provider.attached().probe(settings);
            } catch (RuntimeException e) {
                // That is another check's.
                continue;
            }
            boolean ready = answer.status() == Probe.Status.READY;
            Demand.that(ready == answer.reason().isBlank(), "Asked with " + settings + " it says " + answer + ".");
        }
    }

    private void usable() {
        Probe answer = probe();
        Demand.that(answer.usable(), "It says " + answer + ".");
    }

    private void survives() {
        for (Map<String, Object> settings : strange()) {
            try {
                provider.attached().probe(settings);
            } catch (RuntimeException | LinkageError e) {
                throw new AssertionError("Asked with " + settings + " it throws " + e + ".", e);
            }
        }
    }

    /** The settings of the test, and the same keys and those of the configuration with values of other kinds. */
    private List<Map<String, Object>> strange() {
        Set<String> keys = new HashSet<>(List.of("path", "baseUrl", "env", "model", "argv"));
        keys.addAll(provider.settings().keySet());
        List<Map<String, Object>> all = new ArrayList<>(List.of(provider.settings(), Map.of()));
        for (Object value : Arrays.asList("", "\u0000/no such thing", 7, true, List.of(1), Map.of("a", List.of()))) {
            Map<String, Object> settings = new HashMap<>();
            keys.forEach(key -> settings.put(key, value));
            all.add(settings);
        }
        return all;
    }
}
