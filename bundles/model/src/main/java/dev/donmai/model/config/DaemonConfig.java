package dev.donmai.model.config;

import dev.donmai.model.Defaults;
import java.util.List;
import java.util.Map;

/**
 * {@code daemon.yaml} as one immutable snapshot, with the defaults of {@code config.md} §2.2 and {@code additions.md} §2
 * applied by the constructors: an absent key, null, an empty string and (for numbers) zero mean the default. Paths are
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
        Limits limits,
        Sessions sessions,
        Providers providers,
        Routing routing) {

    public DaemonConfig {
        apiVersion = Defaults.text(apiVersion, "rensei.dev/v1");
        kind = Defaults.text(kind, "LocalDaemon");
        machine = Defaults.or(machine, new Machine("", ""));
        capacity = Defaults.or(capacity, new Capacity(Capacity.DEFAULT_SESSIONS, 0, 0, new ReservedForSystem(0, 0), 0));
        projects = Defaults.list(projects);
        orchestrator = Defaults.or(orchestrator, new Orchestrator("", ""));
        autoUpdate = Defaults.or(autoUpdate, new AutoUpdate("", "", 0));
        observability = Defaults.or(observability, new Observability("", "", 0));
        workarea = Defaults.or(workarea, new Workarea("", 0));
        kit = Defaults.or(kit, new Kit(List.of()));
        trust = Defaults.or(trust, new Trust("", List.of(), ""));
        http = Defaults.or(http, new Http("", "", "", ""));
        worker = Defaults.or(worker, new Worker(List.of(), false, 0));
        agents = Defaults.map(agents);
        limits = Defaults.or(limits, new Limits(0, 0, 0, 0, 0));
        sessions = Defaults.or(sessions, new Sessions(new History(0, 0)));
        providers = Defaults.or(providers, new Providers("", false));
        routing = Defaults.or(routing, new Routing("", List.of()));
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
            maxVCpuPerSession = maxVCpuPerSession == 0 ? 4 : maxVCpuPerSession;
            maxMemoryMbPerSession = maxMemoryMbPerSession == 0 ? 8192 : maxMemoryMbPerSession;
            reservedForSystem = Defaults.or(reservedForSystem, new ReservedForSystem(0, 0));
        }
    }

    /** What sessions must leave alone. */
    public record ReservedForSystem(int vCpu, int memoryMb) {
        public ReservedForSystem {
            vCpu = vCpu == 0 ? 4 : vCpu;
            memoryMb = memoryMb == 0 ? 16384 : memoryMb;
        }
    }

    /** One entry of the allowlist. */
    public record Project(String id, String repository, String cloneStrategy, Git git) {
        public Project {
            id = Defaults.text(id);
            repository = Defaults.text(repository);
            cloneStrategy = Defaults.text(cloneStrategy, "shallow");
            git = Defaults.or(git, new Git("", ""));
        }
    }

    /** How a project's repository is reached. */
    public record Git(String credentialHelper, String sshKey) {
        public Git {
            credentialHelper = Defaults.text(credentialHelper);
            sshKey = Defaults.text(sshKey);
        }
    }

    /** Where work comes from; an empty URL means the local queue and stub registration. */
    public record Orchestrator(String url, String authToken) {
        public Orchestrator {
            url = Defaults.text(url);
            authToken = Defaults.text(authToken);
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Orchestrator[url=" + url + "]";
        }
    }

    /** Updates, and how long a drain waits. */
    public record AutoUpdate(String channel, String schedule, int drainTimeoutSeconds) {
        public AutoUpdate {
            channel = Defaults.text(channel, "stable");
            schedule = Defaults.text(schedule, "nightly");
            drainTimeoutSeconds = drainTimeoutSeconds == 0 ? 600 : drainTimeoutSeconds;
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
    public record Workarea(String archiveRoot, int diffStreamingThreshold) {
        public Workarea {
            archiveRoot = Defaults.text(archiveRoot);
            diffStreamingThreshold = diffStreamingThreshold <= 0 ? 1000 : diffStreamingThreshold;
        }
    }

    /** Where kits lie. */
    public record Kit(List<String> scanPaths) {
        public Kit {
            scanPaths = Defaults.list(scanPaths);
        }
    }

    /** Whose signatures count. */
    public record Trust(String mode, List<String> issuerSet, String actor) {
        public Trust {
            mode = Defaults.text(mode, "permissive");
            issuerSet = Defaults.list(issuerSet);
            actor = Defaults.text(actor);
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

    /** What runs a session: our worker, or a command. */
    public record Worker(List<String> command, boolean exposePlatformToken, int spare) {
        public Worker {
            command = Defaults.list(command);
        }
    }

    /** Defaults per session; zero means no limit, but output has one always. */
    public record Limits(int memoryMb, double cpus, int outputMb, int idleSeconds, int stopGraceSeconds) {

        /** Seconds between TERM and KILL when nothing is said. */
        public static final int DEFAULT_STOP_GRACE_SECONDS = 30;

        /** MiB that a session may print when nothing is said. */
        public static final int DEFAULT_OUTPUT_MB = 256;

        public Limits {
            outputMb = outputMb == 0 ? DEFAULT_OUTPUT_MB : outputMb;
            stopGraceSeconds = stopGraceSeconds == 0 ? DEFAULT_STOP_GRACE_SECONDS : stopGraceSeconds;
        }
    }

    /** How many ended sessions are kept. */
    public record Sessions(History history) {
        public Sessions {
            history = Defaults.or(history, new History(0, 0));
        }
    }

    /** Both limits apply. */
    public record History(int count, int days) {
        public History {
            count = count == 0 ? 1000 : count;
            days = days == 0 ? 30 : days;
        }
    }

    /** Drop-in bundles; an empty directory means the one of the state directory. */
    public record Providers(String directory, boolean allowUnsigned) {
        public Providers {
            directory = Defaults.text(directory);
        }
    }

    /** How an unnamed agent runtime is chosen. */
    public record Routing(String policy, List<String> order) {
        public Routing {
            policy = Defaults.text(policy, "declared");
            order = Defaults.list(order);
        }
    }
}
