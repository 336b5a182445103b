package dev.donmai.config.internal.check;

import dev.donmai.config.internal.yaml.SourceMap;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Project;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks of {@code config.md} §2.3 in their order, then those of the keys that we have added. The first error ends it. */
public final class Validation {

    /** The reference takes these below zero, so that a file that has them must still load. */
    private static final List<String> DEFAULT_WHEN_NEGATIVE = List.of(
            "capacity.maxVCpuPerSession",
            "capacity.maxMemoryMbPerSession",
            "capacity.reservedForSystem.vCpu",
            "capacity.reservedForSystem.memoryMb",
            "capacity.poolMaxDiskGb",
            "autoUpdate.drainTimeoutSeconds",
            "workarea.diffStreamingThreshold");

    private final DaemonConfig config;
    private final SourceMap source;
    private final Function<String, Path> expand;
    private final KeyCheck check;

    /** @param expand makes a configured path absolute */
    public Validation(DaemonConfig config, SourceMap source, Warnings warnings, Function<String, Path> expand) {
        this.config = config;
        this.source = source;
        this.expand = expand;
        this.check = new KeyCheck(source, warnings);
    }

    /** Throws for what no daemon can work with, and adds warnings for what is odd. */
    public void check() throws InvalidValueException {
        check.required("machine.id", config.machine().id());
        if (config.capacity().maxConcurrentSessions() < 0) {
            check.fail("capacity.maxConcurrentSessions", " must be >= 0");
        }
        projects();
        check.word("autoUpdate.channel", config.autoUpdate().channel(), List.of("stable", "beta", "main"));
        check.word("autoUpdate.schedule", config.autoUpdate().schedule(), List.of("nightly", "on-release", "manual"));
        check.word("trust.mode", config.trust().mode(), List.of("permissive", "signed-by-allowlist", "attested"));
        orchestrator(config.orchestrator().url());
        observability();
        for (String key : DEFAULT_WHEN_NEGATIVE) {
            if (source.negative(key)) {
                check.warn(key, " is below zero; the default is used");
            }
        }
        new HttpKeys(check, expand).check(config.http());
        new AgentKeys(check).check(config.agents());
        new AddedKeys(check).check(config);
    }

    private void projects() throws InvalidValueException {
        Map<String, Integer> ids = new HashMap<>();
        Map<String, Integer> repositories = new HashMap<>();
        List<Project> projects = config.projects();
        for (int i = 0; i < projects.size(); i++) {
            Project project = projects.get(i);
            String at = "projects[" + i + "]";
            check.required(at + ".id", project.id());
            check.required(at + ".repository", project.repository());
            check.word(at + ".cloneStrategy", project.cloneStrategy(), List.of("shallow", "full", "reference-clone"));
            check.path(at + ".git.sshKey", project.git().sshKey());
            warnOfTwins(at + ".id", ids.putIfAbsent(project.id(), i));
            warnOfTwins(at + ".repository", repositories.putIfAbsent(project.repository(), i));
        }
    }

    private void warnOfTwins(String key, @Nullable Integer first) {
        if (first != null) {
            check.warn(key, " is the same as that of projects[" + first + "]; the first entry that matches wins");
        }
    }

    private void orchestrator(String url) {
        if (!url.isEmpty() && !KeyCheck.isUrl(url, List.of("https", "http", "file"))) {
            check.warn("orchestrator.url", " is no address that begins with https://, http:// or file://");
        }
    }

    private void observability() throws InvalidValueException {
        check.mildWord("observability.logFormat", config.observability().logFormat(), List.of("text", "json"));
        check.range("observability.metricsPort", config.observability().metricsPort(), 0, 65_535);
        check.path("observability.logPath", config.observability().logPath());
    }
}
