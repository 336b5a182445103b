package dev.donmai.config.internal;

import dev.donmai.config.internal.yaml.SourceMap;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Project;
import java.io.Serial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of {@code config.md} §2.3 in their order, then those of our own keys. The first error ends it. */
final class Validation {

    private static final List<String> NOT_NEGATIVE = List.of(
            "worker.platformOutageMinutes",
            "limits.memoryMb",
            "limits.cpus",
            "limits.outputMb",
            "limits.idleSeconds",
            "limits.stopGraceSeconds",
            "sessions.history.count",
            "sessions.history.days",
            "workarea.archive.maxMb",
            "kit.limits.seconds",
            "kit.limits.mb",
            "kit.limits.files");

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
    private final Warnings warnings;

    Validation(DaemonConfig config, SourceMap source, Warnings warnings) {
        this.config = config;
        this.source = source;
        this.warnings = warnings;
    }

    /** Thrown with a message that begins with the key. */
    static final class InvalidException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    void check() throws InvalidException {
        required("machine.id", config.machine().id());
        if (config.capacity().maxConcurrentSessions() < 0) {
            fail("capacity.maxConcurrentSessions", " must be >= 0");
        }
        projects();
        word("autoUpdate.channel", config.autoUpdate().channel(), Set.of("stable", "beta", "main"));
        word("autoUpdate.schedule", config.autoUpdate().schedule(), Set.of("nightly", "on-release", "manual"));
        if (!Set.of("permissive", "signed-by-allowlist", "attested")
                .contains(config.trust().mode())) {
            fail(
                    "trust.mode",
                    " invalid: \"" + config.trust().mode() + "\" (want permissive | signed-by-allowlist | attested)");
        }
        ownKeys();
        numbers();
    }

    private void projects() throws InvalidException {
        Map<String, Integer> ids = new HashMap<>();
        Map<String, Integer> repositories = new HashMap<>();
        List<Project> projects = config.projects();
        for (int i = 0; i < projects.size(); i++) {
            Project project = projects.get(i);
            String at = "projects[" + i + "]";
            required(at + ".id", project.id());
            required(at + ".repository", project.repository());
            word(at + ".cloneStrategy", project.cloneStrategy(), Set.of("shallow", "full", "reference-clone"));
            warnOfTwins(at + ".id", ids.putIfAbsent(project.id(), i));
            warnOfTwins(at + ".repository", repositories.putIfAbsent(project.repository(), i));
        }
    }

    private void warnOfTwins(String key, @Nullable Integer first) {
        if (first != null) {
            warn(key, " is the same as that of projects[" + first + "]; the first entry that matches wins");
        }
    }

    private void ownKeys() throws InvalidException {
        word("http.auth", config.http().auth(), Set.of("local", "token"));
        port(config.http().port());
        if (!config.http().socket().isEmpty()) {
            fail("http.socket", " is not served by this version; leave it out and use http.port");
        }
        word("routing.policy", config.routing().policy(), Set.of("declared", "scored"));
        word("workarea.archive.policy", config.workarea().archive().policy(), Set.of("always", "on-failure", "never"));
        word("workarea.archive.compress", config.workarea().archive().compress(), Set.of("none", "zstd"));
        if (config.worker().spare() != 0 && config.worker().spare() != 1) {
            fail("worker.spare", " must be 0 or 1");
        }
    }

    private void port(String port) throws InvalidException {
        if (Set.of("auto", "off").contains(port)) {
            return;
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            fail("http.port", " invalid: \"" + port + "\" (want a number from 0 to 65535, auto or off)");
        }
    }

    private void numbers() throws InvalidException {
        for (String key : NOT_NEGATIVE) {
            if (source.negative(key)) {
                fail(key, " must be >= 0");
            }
        }
        for (String key : DEFAULT_WHEN_NEGATIVE) {
            if (source.negative(key)) {
                warn(key, " is below zero; the default is used");
            }
        }
    }

    private void required(String key, String value) throws InvalidException {
        if (value.isEmpty()) {
            fail(key, " is required");
        }
    }

    private void word(String key, String value, Set<String> allowed) throws InvalidException {
        if (!allowed.contains(value)) {
            fail(key, " invalid: \"" + value + "\"");
        }
    }

    private void warn(String key, String text) {
        warnings.add(source.line(key), key + text);
    }

    private void fail(String key, String text) throws InvalidException {
        int line = source.line(key);
        throw new InvalidException(key + text + (line == 0 ? "" : " (line " + line + ")"));
    }
}
