package dev.donmai.providers.fakes.faults;

import dev.donmai.api.issuetracker.IssueTrackerCapabilities;
import dev.donmai.api.issuetracker.IssueTrackerProvider;
import dev.donmai.api.provider.Probe;
import dev.donmai.providers.filetracker.FileTrackerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Descriptors that say what is not so, and probes that do more than look. */
public final class DescriptorFaults {

    private DescriptorFaults() {}

    /** The descriptor of {@code file} as it is, but for what a fault overrides. */
    abstract static class Descriptor implements IssueTrackerProvider {

        private final FileTrackerProvider sound = new FileTrackerProvider();

        @Override
        public String id() {
            return sound.id();
        }

        @Override
        public IssueTrackerCapabilities capabilities() {
            return sound.capabilities();
        }

        @Override
        public Probe probe(Map<String, Object> settings) {
            return sound.probe(settings);
        }
    }

    public static final class OtherId extends Descriptor {
        @Override
        public String id() {
            return "another";
        }
    }

    public static final class OtherCapabilities extends Descriptor {
        @Override
        public IssueTrackerCapabilities capabilities() {
            return new IssueTrackerCapabilities(true, false, "File");
        }
    }

    public static final class Leaks extends Descriptor {
        public Leaks() {
            System.getProperties().put(RuntimeFaults.LEAK, this);
        }
    }

    /** Slow the first time. */
    public static final class Slow extends Descriptor {
        private static final AtomicInteger ASKED = new AtomicInteger();

        @Override
        public Probe probe(Map<String, Object> settings) {
            if (ASKED.incrementAndGet() == 1) {
                Pause.millis(1500);
            }
            return super.probe(settings);
        }
    }

    public static final class StartsProgram extends Descriptor {
        @Override
        public Probe probe(Map<String, Object> settings) {
            try {
                new ProcessBuilder("sleep", "2").start();
                return super.probe(settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static final class Wavers extends Descriptor {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Probe probe(Map<String, Object> settings) {
            return asked.incrementAndGet() % 2 == 0
                    ? super.probe(settings)
                    : new Probe(Probe.Status.DEGRADED, "not every time", "");
        }
    }

    public static final class SaysTooMuch extends Descriptor {
        @Override
        public Probe probe(Map<String, Object> settings) {
            return new Probe(Probe.Status.READY, "all is well", "");
        }
    }

    public static final class NeverReady extends Descriptor {
        @Override
        public Probe probe(Map<String, Object> settings) {
            return Probe.unhealthy("it never is");
        }
    }

    public static final class Trusting extends Descriptor {
        @Override
        public Probe probe(Map<String, Object> settings) {
            String path = (String) settings.getOrDefault("path", "");
            return path.isEmpty() ? super.probe(settings) : Probe.ready();
        }
    }
}
