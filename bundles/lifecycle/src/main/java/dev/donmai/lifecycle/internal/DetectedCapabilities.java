package dev.donmai.lifecycle.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Capabilities;
import dev.donmai.lifecycle.Participant;
import dev.donmai.lifecycle.internal.check.PathSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks which programs are there ({@code http-api.md} §9, H22). Each look replaces what the one before found. */
@Component(service = {Capabilities.class, Participant.class})
public final class DetectedCapabilities implements Capabilities, Participant {

    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(DetectedCapabilities.class);

    private final PathSearch path;
    private final Configuration configuration;
    private final Duration interval;
    private volatile List<String> kinds = List.of();
    private Optional<Watch> watch = Optional.empty();

    /** What looks again. */
    private record Watch(ScheduledExecutorService timer, Configuration.Subscription reloads) {}

    @Activate
    public DetectedCapabilities(@Reference DaemonOptions options, @Reference Configuration configuration) {
        this(options, configuration, INTERVAL);
    }

    DetectedCapabilities(DaemonOptions options, Configuration configuration, Duration interval) {
        this.path = new PathSearch(options.environment().getOrDefault("PATH", ""));
        this.configuration = configuration;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "capabilities";
    }

    @Override
    public int order() {
        return CAPABILITIES;
    }

    @Override
    public void start() {
        look();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("donmai-capabilities").unstarted(task));
        var _ = timer.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        watch = Optional.of(new Watch(timer, configuration.onChange(_ -> look())));
    }

    @Override
    public void stop() {
        watch.ifPresent(open -> {
            open.reloads().close();
            open.timer().shutdownNow();
        });
        watch = Optional.empty();
    }

    private synchronized void look() {
        List<String> found = new ArrayList<>(List.of("native", "http", "host-binary", "workarea"));
        if (path.find("node").isPresent()) {
            found.add("npm");
        }
        if (path.find("python3").isPresent()) {
            found.add("python-pip");
        }
        found.add("mcp-server");
        if (!found.equals(kinds)) {
            kinds = List.copyOf(found);
            LOG.info("this machine provides {}", String.join(", ", found));
        }
    }

    @Override
    public List<String> kinds() {
        return kinds;
    }
}
