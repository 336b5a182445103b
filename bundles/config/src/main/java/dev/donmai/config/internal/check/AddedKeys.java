package dev.donmai.config.internal.check;

import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Kit;
import dev.donmai.model.config.DaemonConfig.Routing;
import dev.donmai.model.config.DaemonConfig.Sandbox;
import dev.donmai.model.config.DaemonConfig.Trust;
import dev.donmai.model.config.DaemonConfig.Workarea;
import dev.donmai.model.config.DaemonConfig.Worker;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checks of the other keys that we have added ({@code additions.md} §2). */
record AddedKeys(KeyCheck check) {

    private static final List<String> NOT_NEGATIVE = List.of(
            "worker.platformOutageMinutes",
            "worker.lockRefreshSeconds",
            "worker.deliverySeconds",
            "limits.memoryMb",
            "limits.cpus",
            "limits.outputMb",
            "limits.idleSeconds",
            "limits.stopGraceSeconds",
            "sessions.history.count",
            "sessions.history.days",
            "workarea.archive.maxMb",
            "workarea.sweep.diskPercent",
            "workarea.sweep.inodePercent",
            "workarea.sweep.everyMinutes",
            "kit.limits.seconds",
            "kit.limits.mb",
            "kit.limits.files");

    private static final Pattern PROVIDER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern HOSTS = Pattern.compile("(?:\\*\\.)?(.+?)(?::\\d{1,5})?");
    private static final List<String> WEIGHTS = List.of("cost", "latency");

    void check(DaemonConfig config) throws InvalidValueException {
        for (String key : NOT_NEGATIVE) {
            check.notNegative(key);
        }
        worker(config.worker());
        sandbox(config.sandbox());
        routing(config.routing());
        workarea(config.workarea());
        kit(config.kit());
        trust(config.trust());
        check.url("autoUpdate.cdnBase", config.autoUpdate().cdnBase(), List.of("https", "http", "file"));
        check.path("providers.directory", config.providers().directory());
    }

    private void worker(Worker worker) throws InvalidValueException {
        if (!worker.command().isEmpty() && worker.command().getFirst().isEmpty()) {
            check.fail("worker.command[0]", " is empty: name the program");
        }
        if (worker.spare() != 0 && worker.spare() != 1) {
            check.fail("worker.spare", " must be 0 or 1");
        }
    }

    private void sandbox(Sandbox sandbox) throws InvalidValueException {
        if (!sandbox.provider().isEmpty()
                && !PROVIDER_ID.matcher(sandbox.provider()).matches()) {
            check.fail(
                    "sandbox.default",
                    " invalid: \"" + sandbox.provider() + "\" (want the id of a provider, such as local)");
        }
        List<String> network = sandbox.policy().network();
        if (check.source().has("sandbox.policy.network[0]")) {
            for (int i = 0; i < network.size(); i++) {
                allowedHost("sandbox.policy.network[" + i + "]", network.get(i));
            }
        } else {
            check.word("sandbox.policy.network", network.getFirst(), List.of("allow", "deny", "[hosts]"));
        }
        check.paths("sandbox.policy.readOnly", sandbox.policy().readOnly());
        check.paths("sandbox.policy.writable", sandbox.policy().writable());
    }

    private void allowedHost(String key, String text) throws InvalidValueException {
        Matcher parts = HOSTS.matcher(text);
        if (!parts.matches()
                || Hosts.objectionTo(parts.group(1)).isPresent()
                || List.of("allow", "deny").contains(text)) {
            check.fail(key, " invalid: \"" + text + "\" (want a host, which may begin with *. and end with a port)");
        }
    }

    private void routing(Routing routing) throws InvalidValueException {
        check.word("routing.policy", routing.policy(), List.of("declared", "scored"));
        for (int i = 0; i < routing.order().size(); i++) {
            check.required("routing.order[" + i + "]", routing.order().get(i));
        }
        double sum = 0;
        for (Map.Entry<String, Double> weight : routing.weights().entrySet()) {
            String key = "routing.weights." + weight.getKey();
            Double value = weight.getValue();
            if (!WEIGHTS.contains(weight.getKey())) {
                check.unknown(key, Spelling.suggestion(weight.getKey(), WEIGHTS));
            } else if (value == null || !Double.isFinite(value) || value < 0) {
                check.fail(key, " must be a number >= 0");
            } else {
                sum += value;
            }
        }
        if (sum == 0 && routing.weights().keySet().containsAll(WEIGHTS)) {
            check.fail("routing.weights", " must not all be 0");
        }
    }

    private void workarea(Workarea workarea) throws InvalidValueException {
        check.path("workarea.archiveRoot", workarea.archiveRoot());
        check.word("workarea.archive.policy", workarea.archive().policy(), List.of("always", "on-failure", "never"));
        check.word("workarea.archive.compress", workarea.archive().compress(), List.of("none", "zstd"));
        check.range("workarea.sweep.diskPercent", workarea.sweep().diskPercent(), 0, 100);
        check.range("workarea.sweep.inodePercent", workarea.sweep().inodePercent(), 0, 100);
    }

    private void kit(Kit kit) throws InvalidValueException {
        check.paths("kit.scanPaths", kit.scanPaths());
        for (int i = 0; i < kit.allowedSchemes().size(); i++) {
            check.word("kit.allowedSchemes[" + i + "]", kit.allowedSchemes().get(i), Kit.SCHEMES);
        }
    }

    private void trust(Trust trust) throws InvalidValueException {
        for (int i = 0; i < trust.issuerSet().size(); i++) {
            check.required("trust.issuerSet[" + i + "]", trust.issuerSet().get(i));
        }
        for (int i = 0; i < trust.issuers().size(); i++) {
            check.required("trust.issuers[" + i + "]", trust.issuers().get(i));
            check.url("trust.issuers[" + i + "]", trust.issuers().get(i), List.of("https", "http"));
        }
        check.path("trust.rootPath", trust.rootPath());
    }
}
