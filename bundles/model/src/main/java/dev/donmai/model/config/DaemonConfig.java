package dev.donmai.model.config;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code daemon.yaml} as one immutable snapshot, with the defaults of {@code config.md} §2.2 and {@code additions.md} §2
 * applied by the constructors: an absent key, null, an empty string and (for numbers) zero or less mean the default. Paths are
 * as written; {@code ~/} is expanded where they are used.
 */
public record DaemonConfig(
        String apiVersion,
        String kind,
        Machine machine,
        Capacity capacity,
        List<Project> projects,
        Orchestrator orchestrator,
        AutoUpdate autoUpdate,
        Observability observability,
        Workarea workarea,
        Kit kit,
        Trust trust,
        Http http,
        Worker worker,
        Map<String, Map<String, Object>> agents,
        Sandbox sandbox,
        Limits limits,
        Sessions sessions,
        Providers providers,
        Routing routing) {

    /** What is in force when nothing is configured. */
    public static final DaemonConfig DEFAULTS = defaults();

    public DaemonConfig {
        apiVersion = Defaults.text(apiVersion, "rensei.dev/v1");
        kind = Defaults.text(kind, "LocalDaemon");
        machine = Defaults.or(machine, new Machine("", ""));
        capacity = Defaults.or(capacity, new Capacity(Capacity.DEFAULT_SESSIONS, 0, 0, new ReservedForSystem(0, 0), 0));
        projects = Defaults.list(projects);
        orchestrator = Defaults.or(orchestrator, new Orchestrator("", "", true));
        autoUpdate = Defaults.or(autoUpdate, new AutoUpdate("", "", 0, "", "", ""));
        observability = Defaults.or(observability, new Observability("", "", 0));
        workarea = Defaults.or(workarea, new Workarea("", 0, Archive.DEFAULTS, Sweep.DEFAULTS));
        kit = Defaults.or(kit, new Kit(List.of(), Kit.SCHEMES, KitLimits.DEFAULTS));
        trust = Defaults.or(trust, new Trust("", List.of(), "", "", List.of()));
        http = Defaults.or(http, new Http("", "", "", ""));
        worker = Defaults.or(worker, new Worker(List.of(), false, 0, 0, false, 0, 0));
        agents = settings(agents);
        sandbox = Defaults.or(sandbox, new Sandbox("", Policy.DEFAULTS));
        limits = Defaults.or(limits, new Limits(0, 0, 0, 0, 0));
        sessions = Defaults.or(sessions, new Sessions(new History(0, 0), false));
        providers = Defaults.or(providers, new Providers("", false));
        routing = Defaults.or(routing, new Routing("", List.of(), Map.of(), 0));
    }

    /** The same with the description of another machine. */
    public DaemonConfig withMachine(Machine other) {
        return with(other, projects, orchestrator, observability, http, providers);
    }

    /** The same with another allowlist. */
    public DaemonConfig withProjects(List<Project> other) {
        return with(machine, other, orchestrator, observability, http, providers);
    }

    /** The same with another orchestrator. */
    public DaemonConfig withOrchestrator(Orchestrator other) {
        return with(machine, projects, other, observability, http, providers);
    }

    /** The same with other logs. */
    public DaemonConfig withObservability(Observability other) {
        return with(machine, projects, orchestrator, other, http, providers);
    }

    /** The same with another control API. */
    public DaemonConfig withHttp(Http other) {
        return with(machine, projects, orchestrator, observability, other, providers);
    }

    /** The same with other providers. */
    public DaemonConfig withProviders(Providers other) {
        return with(machine, projects, orchestrator, observability, http, other);
    }

    private DaemonConfig with(
            Machine machine,
            List<Project> projects,
            Orchestrator orchestrator,
            Observability observability,
            Http http,
            Providers providers) {
        return new DaemonConfig(
                apiVersion,
                kind,
                machine,
                capacity,
                projects,
                orchestrator,
                autoUpdate,
                observability,
                workarea,
                kit,
                trust,
                http,
                worker,
                agents,
                sandbox,
                limits,
                sessions,
                providers,
                routing);
    }

    private static DaemonConfig defaults() {
        try {
            return Json.read("{}", DaemonConfig.class);
        } catch (JsonProcessingException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Map<String, Map<String, Object>> settings(@Nullable Map<String, Map<String, Object>> agents) {
        Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
        Defaults.map(agents).forEach((name, settings) -> copy.put(name, Defaults.map(settings)));
        return Collections.unmodifiableMap(copy);
    }

    /** This machine. */
    public record Machine(String id, String region) {
        public Machine {
            id = Defaults.text(id);
            region = Defaults.text(region);
        }
    }

    /** How much runs here. An explicit zero of sessions is kept: it admits nothing. */
    public record Capacity(
            Integer maxConcurrentSessions,
            int maxVCpuPerSession,
            int maxMemoryMbPerSession,
            ReservedForSystem reservedForSystem,
            int poolMaxDiskGb) {

        /** Sessions at once when nothing is said. */
        public static final int DEFAULT_SESSIONS = 8;

        public Capacity {
            maxConcurrentSessions = Defaults.or(maxConcurrentSessions, DEFAULT_SESSIONS);
            maxVCpuPerSession = maxVCpuPerSession <= 0 ? 4 : maxVCpuPerSession;
            maxMemoryMbPerSession = maxMemoryMbPerSession <= 0 ? 8192 : maxMemoryMbPerSession;
            reservedForSystem = Defaults.or(reservedForSystem, new ReservedForSystem(0, 0));
            poolMaxDiskGb = Math.max(0, poolMaxDiskGb);
        }
    }

    /** What sessions must leave alone. */
    public record ReservedForSystem(int vCpu, int memoryMb) {
        public ReservedForSystem {
            vCpu = vCpu <= 0 ? 4 : vCpu;
            memoryMb = memoryMb <= 0 ? 16384 : memoryMb;
        }
    }

    /** One entry of the allowlist. */
    public record Project(
            String id, String repository, String cloneStrategy, Git git, CredentialHelper credentialHelper) {
        public Project {
            id = Defaults.text(id);
            repository = Defaults.text(repository);
            cloneStrategy = Defaults.text(cloneStrategy, "shallow");
            git = Defaults.or(git, new Git("", ""));
            credentialHelper = Defaults.or(credentialHelper, new CredentialHelper("", "", ""));
        }
    }

    /** What the older command line wrote about a project's credentials; {@link Git} is what counts. */
    public record CredentialHelper(String kind, String sshKeyPath, String envVarName) {
        public CredentialHelper {
            kind = Defaults.text(kind);
            sshKeyPath = Defaults.text(sshKeyPath);
            envVarName = Defaults.text(envVarName);
        }
    }

    /** How a project's repository is reached. */
    public record Git(String credentialHelper, String sshKey) {
        public Git {
            credentialHelper = Defaults.text(credentialHelper);
            sshKey = Defaults.text(sshKey);
        }
    }

    /**
     * Where work comes from; an empty URL means the local queue and stub registration.
     *
     * @param allowMutations whether the orchestrator may change the allowlist
     */
    public record Orchestrator(String url, String authToken, Boolean allowMutations) {
        public Orchestrator {
            allowMutations = Defaults.or(allowMutations, true);
            url = Defaults.text(url);
            authToken = Defaults.text(authToken);
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Orchestrator[url=" + url + "]";
        }
    }

    /** Updates, and how long a drain waits. {@code cdnBase} is where from, the other two by whom signed. */
    public record AutoUpdate(
            String channel, String schedule, int drainTimeoutSeconds, String cdnBase, String identity, String issuer) {
        public AutoUpdate {
            channel = Defaults.text(channel, "stable");
            schedule = Defaults.text(schedule, "nightly");
            drainTimeoutSeconds = drainTimeoutSeconds <= 0 ? 600 : drainTimeoutSeconds;
            cdnBase = Defaults.text(cdnBase);
            identity = Defaults.text(identity);
            issuer = Defaults.text(issuer);
        }
    }

    /** Logs and metrics. */
    public record Observability(String logFormat, String logPath, int metricsPort) {
        public Observability {
            logFormat = Defaults.text(logFormat, "text");
            logPath = Defaults.text(logPath);
        }
    }

    /** Archives; an empty root means the one of the state directory. */
    public record Workarea(String archiveRoot, int diffStreamingThreshold, Archive archive, Sweep sweep) {
        public Workarea {
            archiveRoot = Defaults.text(archiveRoot);
            diffStreamingThreshold = diffStreamingThreshold <= 0 ? 1000 : diffStreamingThreshold;
            archive = Defaults.or(archive, Archive.DEFAULTS);
            sweep = Defaults.or(sweep, Sweep.DEFAULTS);
        }
    }

    /** What is archived: {@code always}, {@code on-failure} or {@code never}; {@code maxMb} zero means no limit. */
    public record Archive(String policy, int maxMb, List<String> excludes, String compress) {

        static final Archive DEFAULTS = new Archive("", 0, List.of(), "");

        public Archive {
            policy = Defaults.text(policy, "always");
            excludes = Defaults.list(excludes);
            compress = Defaults.text(compress, "none");
        }
    }

    /** When archives are thinned out. */
    public record Sweep(int diskPercent, int inodePercent, int everyMinutes) {

        static final Sweep DEFAULTS = new Sweep(0, 0, 0);

        public Sweep {
            diskPercent = diskPercent <= 0 ? 80 : diskPercent;
            inodePercent = inodePercent <= 0 ? 70 : inodePercent;
            everyMinutes = everyMinutes <= 0 ? 10 : everyMinutes;
        }
    }

    /** Where kits lie, and which git URLs they may come from: an empty list admits none. */
    public record Kit(List<String> scanPaths, List<String> allowedSchemes, KitLimits limits) {

        /** All that can be admitted. */
        public static final List<String> SCHEMES = List.of("https", "http", "ssh", "git", "file");

        public Kit {
            scanPaths = Defaults.list(scanPaths);
            allowedSchemes = Defaults.list(Defaults.or(allowedSchemes, SCHEMES));
            limits = Defaults.or(limits, KitLimits.DEFAULTS);
        }
    }

    /** How much one install of a kit may take. */
    public record KitLimits(int seconds, int mb, int files) {

        static final KitLimits DEFAULTS = new KitLimits(0, 0, 0);

        public KitLimits {
            seconds = seconds <= 0 ? 120 : seconds;
            mb = mb <= 0 ? 200 : mb;
            files = files <= 0 ? 20_000 : files;
        }
    }

    /** Whose signatures count: identity in {@code issuerSet} and issuer in {@code issuers}, where these are set. */
    public record Trust(String mode, List<String> issuerSet, String actor, String rootPath, List<String> issuers) {
        public Trust {
            mode = Defaults.text(mode, "permissive");
            issuerSet = Defaults.list(issuerSet);
            actor = Defaults.text(actor);
            rootPath = Defaults.text(rootPath);
            issuers = Defaults.list(issuers);
        }
    }

    /** The control API. {@code port} is a number, or a word: one binds any free port, one opens none. */
    public record Http(String host, String port, String auth, String socket) {
        public Http {
            host = Defaults.text(host, "127.0.0.1");
            port = Defaults.text(port, "7734");
            auth = Defaults.text(auth, "local");
            socket = Defaults.text(socket);
        }
    }

    /**
     * What runs a session: our worker, or a command.
     *
     * @param lockRefreshSeconds between two refreshes of a session's lock; 0 for the usual time
     * @param deliverySeconds how long a worker tries to deliver its result; 0 for the usual time
     */
    public record Worker(
            List<String> command,
            boolean exposePlatformToken,
            int spare,
            int platformOutageMinutes,
            boolean pullRequestOnFailure,
            int lockRefreshSeconds,
            int deliverySeconds) {

        /** How long a session goes on without its platform when nothing is said. */
        public static final int DEFAULT_PLATFORM_OUTAGE_MINUTES = 15;

        public Worker {
            command = Defaults.list(command);
            platformOutageMinutes =
                    platformOutageMinutes <= 0 ? DEFAULT_PLATFORM_OUTAGE_MINUTES : platformOutageMinutes;
        }
    }

    /** What agents run in; an empty provider means that the router chooses. */
    public record Sandbox(@JsonProperty("default") String provider, Policy policy) {
        public Sandbox {
            provider = Defaults.text(provider);
            policy = Defaults.or(policy, Policy.DEFAULTS);
        }
    }

    /**
     * What a sandbox lets through.
     *
     * @param network one word, {@code allow} or {@code deny}, or the hosts that are allowed
     * @param readOnly paths
     * @param writable paths
     */
    public record Policy(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<String> network,

            List<String> readOnly,
            List<String> writable) {

        static final Policy DEFAULTS = new Policy(List.of("allow"), List.of(), List.of());

        public Policy {
            network = Defaults.list(Defaults.or(network, List.of("allow")));
            if (network.isEmpty()) {
                // No host is allowed.
                network = List.of("deny");
            }
            readOnly = Defaults.list(readOnly);
            writable = Defaults.list(writable);
        }
    }

    /** Defaults per session; zero means no limit, but output has one always. */
    public record Limits(int memoryMb, double cpus, int outputMb, int idleSeconds, int stopGraceSeconds) {

        /** Seconds between TERM and KILL when nothing is said. */
        public static final int DEFAULT_STOP_GRACE_SECONDS = 30;

        /** MiB that a session may print when nothing is said. */
        public static final int DEFAULT_OUTPUT_MB = 256;

        /** Seconds of an agent's silence after which it is ended when nothing is said. */
        public static final int DEFAULT_IDLE_SECONDS = 900;

        public Limits {
            idleSeconds = idleSeconds <= 0 ? DEFAULT_IDLE_SECONDS : idleSeconds;
            outputMb = outputMb <= 0 ? DEFAULT_OUTPUT_MB : outputMb;
            stopGraceSeconds = stopGraceSeconds <= 0 ? DEFAULT_STOP_GRACE_SECONDS : stopGraceSeconds;
        }
    }

    /**
     * Which sessions are taken, and how many ended ones are kept.
     *
     * @param strictRepositories whether a repository must be that of an entry, not just end like it
     */
    public record Sessions(History history, boolean strictRepositories) {
        public Sessions {
            history = Defaults.or(history, new History(0, 0));
        }
    }

    /** Both limits apply. */
    public record History(int count, int days) {
        public History {
            count = count <= 0 ? 1000 : count;
            days = days <= 0 ? 30 : days;
        }
    }

    /** Drop-in bundles; an empty directory means the one of the state directory. */
    public record Providers(String directory, boolean allowUnsigned) {
        public Providers {
            directory = Defaults.text(directory);
        }
    }

    /** How an unnamed agent runtime is chosen. */
    public record Routing(String policy, List<String> order, Map<String, Double> weights, long seed) {
        public Routing {
            policy = Defaults.text(policy, "declared");
            order = Defaults.list(order);
            weights = Defaults.map(weights);
        }
    }
}
