package dev.donmai.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigException;
import dev.donmai.model.config.DaemonConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final String MACHINE = "machine: {id: m}\n";

    @TempDir
    Path directory;

    private ConfigDocument document(String yaml, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), yaml);
        return ConfigDocument.read(file, Options.environment(environment));
    }

    private DaemonConfig read(String yaml) throws Exception {
        return document(yaml, Map.of()).config();
    }

    private List<String> warnings(String yaml) throws Exception {
        return document(yaml, Map.of()).warnings();
    }

    private void refuses(String yaml, String message) {
        Path file = directory.resolve("daemon.yaml");
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message.replace("FILE", "\"" + file + "\""));
    }

    @Test
    void everyKeyOfTheContractsExampleIsRead() throws Exception {
        ConfigDocument document = document("""
                apiVersion: rensei.dev/v1
                kind: LocalDaemon
                machine:
                  id: build-box-7
                  region: eu-north
                capacity:
                  maxConcurrentSessions: 6
                  maxVCpuPerSession: 2
                  maxMemoryMbPerSession: 6144
                  reservedForSystem:
                    vCpu: 2
                    memoryMb: 8192
                  poolMaxDiskGb: 120
                projects:
                  - id: shop-web
                    repository: github.com/example/shop-web
                    cloneStrategy: full
                    git:
                      credentialHelper: osxkeychain # free string on the daemon side
                      sshKey: ~/.ssh/id_ed25519
                orchestrator:
                  url: https://orchestrator.example.net
                  authToken: ${SHOP_WORKER_TOKEN}
                autoUpdate:
                  channel: beta
                  schedule: manual
                  drainTimeoutSeconds: 60
                observability:
                  logFormat: json
                  logPath: /var/log/worker.log
                  metricsPort: 9101
                workarea:
                  archiveRoot: ~/archive
                  diffStreamingThreshold: 10
                kit:
                  scanPaths: [~/.donmai/kits, /opt/kits]
                trust:
                  mode: attested
                  issuerSet: [release@example.net]
                  actor: ops@example.net
                """, Map.of("SHOP_WORKER_TOKEN", "rsp_live_x"));
        DaemonConfig config = document.config();

        assertThat(document.warnings()).isEmpty();
        assertThat(config.machine()).isEqualTo(new DaemonConfig.Machine("build-box-7", "eu-north"));
        assertThat(config.capacity())
                .isEqualTo(new DaemonConfig.Capacity(6, 2, 6144, new DaemonConfig.ReservedForSystem(2, 8192), 120));
        assertThat(config.projects()).singleElement().satisfies(project -> {
            assertThat(project.id()).isEqualTo("shop-web");
            assertThat(project.repository()).isEqualTo("github.com/example/shop-web");
            assertThat(project.cloneStrategy()).isEqualTo("full");
            assertThat(project.git()).isEqualTo(new DaemonConfig.Git("osxkeychain", "~/.ssh/id_ed25519"));
        });
        assertThat(config.orchestrator().url()).isEqualTo("https://orchestrator.example.net");
        assertThat(config.orchestrator().authToken()).isEqualTo("rsp_live_x");
        assertThat(config.autoUpdate()).isEqualTo(new DaemonConfig.AutoUpdate("beta", "manual", 60, "", "", ""));
        assertThat(config.observability())
                .isEqualTo(new DaemonConfig.Observability("json", "/var/log/worker.log", 9101));
        assertThat(config.workarea().archiveRoot()).isEqualTo("~/archive");
        assertThat(config.workarea().diffStreamingThreshold()).isEqualTo(10);
        assertThat(config.kit().scanPaths()).containsExactly("~/.donmai/kits", "/opt/kits");
        assertThat(config.trust())
                .isEqualTo(new DaemonConfig.Trust(
                        "attested", List.of("release@example.net"), "ops@example.net", "", List.of()));
    }

    @Test
    void everyAddedKeyIsRead() throws Exception {
        ConfigDocument document = document(MACHINE + """
                http: {host: localhost, port: auto, auth: token}
                worker: {command: [sh, -c, "exit 0"], exposePlatformToken: true, spare: 1,
                  platformOutageMinutes: 30, pullRequestOnFailure: true, lockRefreshSeconds: 10, deliverySeconds: 20}
                agents:
                  command: {argv: [./agent.sh, 007], prompt: file, format: jsonl}
                  claude: {path: /opt/claude, env: {A: env:B, C: 1.10}}
                  none:
                sandbox: {default: local, policy: {network: [a.example, b.example], readOnly: [/usr], writable: [/tmp]}}
                limits: {memoryMb: 512, cpus: 1.5, outputMb: 8, idleSeconds: 60, stopGraceSeconds: 5}
                sessions: {history: {count: 10, days: 2}, strictRepositories: true}
                providers: {directory: /opt/providers, allowUnsigned: true}
                routing: {policy: scored, order: [codex, claude], weights: {cost: 0.7, latency: 0.3}, seed: 42}
                workarea:
                  archive: {policy: on-failure, maxMb: 100, excludes: [node_modules], compress: zstd}
                  sweep: {diskPercent: 70, inodePercent: 60, everyMinutes: 5}
                kit: {allowedSchemes: [https], limits: {seconds: 1, mb: 2, files: 3}}
                trust: {rootPath: /etc/root.json, issuers: [https://issuer.example]}
                autoUpdate: {cdnBase: https://cdn.example, identity: me, issuer: them}
                projects:
                  - {id: a, repository: r, credentialHelper: {kind: ssh, sshKeyPath: ~/k, envVarName: N}}
                """, Map.of("B", "secret"));
        DaemonConfig config = document.config();

        assertThat(document.warnings()).isEmpty();
        assertThat(config.http()).isEqualTo(new DaemonConfig.Http("localhost", "auto", "token", ""));
        assertThat(config.worker())
                .isEqualTo(new DaemonConfig.Worker(List.of("sh", "-c", "exit 0"), true, 1, 30, true, 10, 20));
        assertThat(config.agents().get("command"))
                .isEqualTo(Map.of("argv", List.of("./agent.sh", "007"), "prompt", "file", "format", "jsonl"));
        assertThat(config.agents().get("none")).isEmpty();
        assertThat(config.sandbox().policy().network()).containsExactly("a.example", "b.example");
        assertThat(config.limits()).isEqualTo(new DaemonConfig.Limits(512, 1.5, 8, 60, 5));
        assertThat(config.sessions()).isEqualTo(new DaemonConfig.Sessions(new DaemonConfig.History(10, 2), true));
        assertThat(config.routing().weights()).containsEntry("cost", 0.7);
        assertThat(config.routing().seed()).isEqualTo(42);
        assertThat(config.workarea().sweep()).isEqualTo(new DaemonConfig.Sweep(70, 60, 5));
        assertThat(config.kit().limits()).isEqualTo(new DaemonConfig.KitLimits(1, 2, 3));
        assertThat(config.projects().getFirst().credentialHelper().kind()).isEqualTo("ssh");
    }

    @Test
    void whatIsAbsentNullOrZeroHasItsDefault() throws Exception {
        DaemonConfig config = read("""
                machine: {id: m, region: }
                capacity: {maxVCpuPerSession: 0, maxConcurrentSessions: ~}
                projects:
                kit:
                autoUpdate: {drainTimeoutSeconds: -5}
                """);

        assertThat(config.capacity().maxConcurrentSessions()).isEqualTo(8);
        assertThat(config.capacity().maxVCpuPerSession()).isEqualTo(4);
        assertThat(config.capacity().maxMemoryMbPerSession()).isEqualTo(8192);
        assertThat(config.capacity().reservedForSystem()).isEqualTo(new DaemonConfig.ReservedForSystem(4, 16384));
        assertThat(config.projects()).isEmpty();
        assertThat(config.autoUpdate().drainTimeoutSeconds()).isEqualTo(600);
        assertThat(config.trust().mode()).isEqualTo("permissive");
        assertThat(config.http()).isEqualTo(new DaemonConfig.Http("127.0.0.1", "7734", "local", ""));
        assertThat(config.workarea().diffStreamingThreshold()).isEqualTo(1000);
    }

    @Test
    void anExplicitZeroOfSessionsIsKept() throws Exception {
        assertThat(read(MACHINE + "capacity: {maxConcurrentSessions: 0}")
                        .capacity()
                        .maxConcurrentSessions())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "007, 007",
        "yes, yes",
        "on, on",
        "true, true",
        "1.10, 1.10",
        "2026-05-20, 2026-05-20",
        "0x10, 0x10",
        "1e3, 1e3",
        "'\"~\"', ~",
        "'!!str null', null",
        ".inf, .inf"
    })
    void aTextKeepsTheSourceOfAnyScalar(String yaml, String text) throws Exception {
        assertThat(read("machine: {id: " + yaml + "}").machine().id()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"machine:\n  id: ~\n", "machine:\n  id:\n", "machine:\n  id: null\n", "machine:\n  id: ''\n"})
    void anEmptyTextIsMissing(String yaml) {
        refuses(yaml, "invalid daemon config FILE: machine.id is required (line 2)");
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "4.7, 4", "0x10, 16", "0o17, 15", "007, 7"})
    void aWholeNumberIsReadInEveryNotation(String yaml, int number) throws Exception {
        assertThat(read(MACHINE + "capacity: {maxConcurrentSessions: " + yaml + "}")
                        .capacity()
                        .maxConcurrentSessions())
                .isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"4\"', 'a whole number, not a text'",
        "yes, 'a whole number, not a text'",
        "true, 'a whole number, not true or false'",
        "[4], 'a whole number, not a list'",
        "'{a: 4}', 'a whole number, not a map'",
        "2026-05-20, 'a whole number, not a text'"
    })
    void anythingElseIsNoNumber(String yaml, String problem) {
        refuses(
                MACHINE + "capacity:\n  maxVCpuPerSession: " + yaml,
                "parse daemon config FILE: line 3: capacity.maxVCpuPerSession must be " + problem);
    }

    @Test
    void aNumberThatDoesNotFitIsRefused() {
        refuses(
                MACHINE + "capacity:\n  maxVCpuPerSession: 3000000000",
                "parse daemon config FILE: line 3: capacity.maxVCpuPerSession is too big a number");
    }

    @Test
    void theWrongKindOfValueIsNamedWithKeyAndLine() {
        refuses(MACHINE + "projects: {}", "parse daemon config FILE: line 2: projects must be a list, not a map");
        refuses(
                MACHINE + "projects:\n  - shop\n",
                "parse daemon config FILE: line 3: projects[0] must be a map of keys to values, not a text");
        refuses(
                MACHINE + "projects:\n  - {id: a, repository: r}\n  -\n",
                "parse daemon config FILE: line 4: projects[1] is empty");
        refuses(
                "machine: [a]",
                "parse daemon config FILE: line 1: machine must be a map of keys to values, not a list");
        refuses("machine:\n  id: {a: b}", "parse daemon config FILE: line 2: machine.id must be a text, not a map");
        refuses(
                MACHINE + "agents: {command: [a]}",
                "parse daemon config FILE: line 2: agents.command must be a map of keys to values, not a list");
    }

    @Test
    void aSecretInTheWrongPlaceIsNotRepeated() {
        assertThatThrownBy(() -> read(MACHINE + "orchestrator: {authToken: [rsp_live_secret]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("orchestrator.authToken")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> read(MACHINE + "worker: {spare: rsp_live_secret}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void brokenYamlIsNamedWithLine() {
        refuses(
                MACHINE + "capacity:\n\tmaxVCpuPerSession: 1",
                "parse daemon config FILE: line 3, column 1: found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation)");
        refuses(
                MACHINE + "kind: a\nkind: b\n",
                "parse daemon config FILE: line 3: key \"kind\" stands twice in the same map");
        refuses("- a\n", "parse daemon config FILE: line 1: the file must be a map of keys to values");
        refuses("a: *b\n", "parse daemon config FILE: line 1, column 4: found undefined alias b");
    }

    @Test
    void anEmptyFileLacksTheMachine() {
        refuses("", "invalid daemon config FILE: machine.id is required");
        refuses("# nothing\n", "invalid daemon config FILE: machine.id is required");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws Exception {
        Path file = directory.resolve("daemon.yaml");
        Files.write(file, "machine: {id: \u00e9}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigDocument.read(file, Options.environment(Map.of())))
                .hasMessage("parse daemon config \"" + file + "\": it is not UTF-8 text");
    }

    @Test
    void aHugeFileIsRefused() {
        assertThatThrownBy(() -> read("# " + "x".repeat(1 << 20)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void aByteOrderMarkIsAccepted() throws Exception {
        assertThat(read("\uFEFF" + MACHINE).machine().id()).isEqualTo("m");
    }

    @Test
    void onlyTheFirstDocumentCounts() throws Exception {
        assertThat(read("---\n" + MACHINE + "---\nmachine: {id: other}\n")
                        .machine()
                        .id())
                .isEqualTo("m");
    }

    @Test
    void anchorsAndMergesAreResolved() throws Exception {
        DaemonConfig config = read("""
                machine: {id: m}
                projects:
                  - &base {id: a, repository: r1, cloneStrategy: full, git: &git {sshKey: ~/k}}
                  - <<: *base
                    id: b
                    repository: r2
                  - id: c
                    repository: r3
                    git: *git
                """);
        assertThat(config.projects()).extracting(DaemonConfig.Project::id).containsExactly("a", "b", "c");
        assertThat(config.projects().get(1).repository()).isEqualTo("r2");
        assertThat(config.projects().get(1).cloneStrategy()).isEqualTo("full");
        assertThat(config.projects().get(2).git().sshKey()).isEqualTo("~/k");
    }

    @Test
    void aliasesThatGrowWithoutEndAreRefused() {
        StringBuilder yaml = new StringBuilder(MACHINE).append("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            yaml.append("a" + i + ": &a" + i + " [");
            yaml.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        refuses(yaml.toString(), "parse daemon config FILE: more than 200000 values once all aliases are resolved");
        assertThatThrownBy(() -> read(MACHINE + "agents: &a {x: *a}\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("nested more than 64 levels deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void deepNestingIsRefusedWithItsLine(String level) {
        refuses(
                MACHINE + "x:\n  " + level.repeat(100_000),
                "parse daemon config FILE: line 3: nested more than 64 levels deep");
    }

    @Test
    void aSocketThatCouldNotBeMadeIsRefusedWithItsExpandedPath() throws Exception {
        String fits = "/" + "r".repeat(78) + "/";
        assertThat(read(MACHINE + "http: {socket: " + fits + "s}").http().socket())
                .isEqualTo(fits + "s");
        refuses(
                MACHINE + "http:\n  socket: /r" + fits + "s\n",
                "invalid daemon config FILE: http.socket \"/r" + fits
                        + "s\" is too long for a socket: its directory may have"
                        + " 79 bytes at the most and has 81, the whole path 103 and has 83 (line 3)");
        refuses(
                MACHINE + "http: {socket: " + fits + "s".repeat(24) + "}",
                "invalid daemon config FILE: http.socket \"" + fits + "s".repeat(24)
                        + "\" is too long for a socket: its"
                        + " directory may have 79 bytes at the most and has 79, the whole path 103 and has 104 (line 2)");
        Path file = Files.writeString(directory.resolve("daemon.yaml"), MACHINE + "http: {socket: ~/run/d.sock}\n");
        DaemonOptions deepHome = Options.environment(Map.of("HOME", "/h" + fits));
        assertThatThrownBy(() -> new ConfigReader(deepHome).read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("http.socket \"/h" + fits + "run/d.sock\" is too long for a socket");
    }

    @Test
    void aVariableThatNothingCanBeCalledIsRefusedAtItsOwnLine() {
        refuses(
                MACHINE + "agents:\n  claude:\n    env:\n      A: b\n      A-B: c\n",
                "invalid daemon config FILE: agents.claude.env has \"A-B\", which no variable can be called (line 6)");
    }

    @Test
    void checksHaveTheirOrderAndNameTheLine() {
        refuses(
                "machine: {id: m}\ncapacity:\n  maxConcurrentSessions: -1\ntrust: {mode: x}",
                "invalid daemon config FILE: capacity.maxConcurrentSessions must be >= 0 (line 3)");
        refuses(
                MACHINE + "projects:\n  - id: a\n    repository: r\n  - repository: r\n",
                "invalid daemon config FILE: projects[1].id is required (line 5)");
        refuses(
                MACHINE + "projects:\n  - id: a\n",
                "invalid daemon config FILE: projects[0].repository is required (line 3)");
        refuses(
                MACHINE + "projects:\n  - id: a\n    repository: r\n    cloneStrategy: deep\n",
                "invalid daemon config FILE: projects[0].cloneStrategy invalid: \"deep\""
                        + " (want shallow | full | reference-clone) (line 5)");
        refuses(
                MACHINE + "autoUpdate: {schedule: x, channel: y}",
                "invalid daemon config FILE: autoUpdate.channel invalid: \"y\" (want stable | beta | main) (line 2)");
        refuses(
                MACHINE + "autoUpdate: {schedule: x}",
                "invalid daemon config FILE: autoUpdate.schedule invalid: \"x\""
                        + " (want nightly | on-release | manual) (line 2)");
        refuses(
                MACHINE + "trust: {mode: x}",
                "invalid daemon config FILE: trust.mode invalid: \"x\""
                        + " (want permissive | signed-by-allowlist | attested) (line 2)");
        refuses(
                MACHINE + "http: {port: 70000}",
                "invalid daemon config FILE: http.port invalid: \"70000\""
                        + " (want a number from 0 to 65535, auto or off) (line 2)");
        refuses(MACHINE + "limits: {cpus: -0.5}", "invalid daemon config FILE: limits.cpus must be >= 0 (line 2)");
    }

    @Test
    void aWordThatIsNearlyRightIsCorrected() {
        refuses(
                MACHINE + "projects: [{id: a, repository: r, cloneStrategy: refrence-clone}]",
                "invalid daemon config FILE: projects[0].cloneStrategy invalid: \"refrence-clone\""
                        + " (want shallow | full | reference-clone) (line 2); did you mean \"reference-clone\"?");
        refuses(
                MACHINE + "http: {port: atuo}",
                "invalid daemon config FILE: http.port invalid: \"atuo\""
                        + " (want a number from 0 to 65535, auto or off) (line 2)");
        refuses(
                MACHINE + "sandbox:\n  policy:\n    network: dney\n",
                "invalid daemon config FILE: sandbox.policy.network invalid: \"dney\""
                        + " (want allow | deny | [hosts]) (line 4)");
        refuses(
                MACHINE + "kit: {allowedSchemes: [https, flie]}",
                "invalid daemon config FILE: kit.allowedSchemes[1] invalid: \"flie\""
                        + " (want https | http | ssh | git | file) (line 2)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {host: 'http://localhost'}|http.host invalid: \"http://localhost\" is an address with a scheme",
                "http: {host: 'localhost:7734'}|http.host invalid: \"localhost:7734\" has a port",
                "http: {host: 300.0.0.1}|http.host invalid: \"300.0.0.1\" (want a host name or an IP address)",
                "http: {host: 'fe80::zz'}|http.host invalid: \"fe80::zz\" (want a host name or an IP address)",
                "http: {host: 'a b'}|http.host invalid: \"a b\" (want a host name or an IP address)",
                "http: {port: 65536}|http.port invalid: \"65536\"",
                "http: {port: -1}|http.port invalid: \"-1\"",
                "http: {auth: tokn}|http.auth invalid: \"tokn\" (want local | token) (line 2); did you mean \"token\"?",
                "http: {socket: daemon.sock}|http.socket must be an absolute path, or begin with ~/",
                "observability: {metricsPort: 70000}|observability.metricsPort must be from 0 to 65535, not 70000",
                "worker: {command: ['']}|worker.command[0] is empty",
                "worker: {spare: 2}|worker.spare must be 0 or 1",
                "sandbox: {default: 'no such/id'}|sandbox.default invalid: \"no such/id\"",
                "sandbox: {policy: {network: [a.example, deny]}}|sandbox.policy.network[1] invalid: \"deny\" (want a host",
                "sandbox: {policy: {network: ['https://a.example']}}|sandbox.policy.network[0] invalid",
                "sandbox: {policy: {writable: [\"a\\0b\"]}}|sandbox.policy.writable[0] contains a control character",
                "limits: {idleSeconds: -1}|limits.idleSeconds must be >= 0",
                "sessions: {history: {days: -1}}|sessions.history.days must be >= 0",
                "routing: {policy: score}|routing.policy invalid: \"score\" (want declared | scored) (line 2); did you mean \"scored\"?",
                "routing: {order: [claude, '']}|routing.order[1] is required",
                "routing: {weights: {cost: -0.1}}|routing.weights.cost must be a number >= 0",
                "routing: {weights: {cost: .nan}}|routing.weights.cost must be a number >= 0",
                "routing: {weights: {latency: }}|routing.weights.latency must be a number >= 0",
                "routing: {weights: {cost: 0, latency: 0}}|routing.weights must not all be 0",
                "workarea: {archive: {policy: allways}}|workarea.archive.policy invalid: \"allways\" (want always | on-failure | never) (line 2); did you mean \"always\"?",
                "workarea: {archive: {compress: gzip}}|workarea.archive.compress invalid: \"gzip\" (want none | zstd)",
                "workarea: {sweep: {diskPercent: 101}}|workarea.sweep.diskPercent must be from 0 to 100, not 101",
                "workarea: {sweep: {inodePercent: -1}}|workarea.sweep.inodePercent must be >= 0",
                "trust: {issuers: [accounts.example]}|trust.issuers[0] must be an address that begins with https:// or http://",
                "trust: {issuerSet: ['']}|trust.issuerSet[0] is required",
                "autoUpdate: {cdnBase: 'ftp://x'}|autoUpdate.cdnBase must be an address that begins with https:// or http:// or file://",
                "agents: {command: {prompt: stdin}}|agents.command.argv must be a list of the program and its arguments",
                "agents: {command: {argv: []}}|agents.command.argv must be a list of the program and its arguments",
                "agents: {command: {argv: [x], prompt: flie}}|agents.command.prompt invalid: \"flie\" (want stdin | file) (line 2)",
                "agents: {command: {argv: [x], format: json}}|agents.command.format invalid: \"json\" (want text | jsonl) (line 2); did you mean \"jsonl\"?",
                "agents: {command: {argv: [[x]]}}|agents.command.argv[0] must be a text",
                "agents: {claude: {env: [A]}}|agents.claude.env must be a map of variables to values",
                "agents: {claude: {env: {A-B: c}}}|agents.claude.env has \"A-B\", which no variable can be called",
                "agents: {claude: {env: {A: [c]}}}|agents.claude.env.A must be a text",
                "agents: {ollama: {baseUrl: 'localhost:11434'}}|agents.ollama.baseUrl must be an address that begins with",
                "agents: {claude: {path: [a]}}|agents.claude.path must be a text"
            })
    void aValueThatNobodyCanWorkWithIsNamedWithKeyLineAndRemedy(String yaml, String problem) {
        assertThatThrownBy(() -> read(MACHINE + yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("daemon.yaml\": " + problem)
                .hasMessageContaining("(line 2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: {host: '::1'}",
                "http: {host: '[::1]'}",
                "http: {host: 0.0.0.0}",
                "http: {host: build-box.example.net}",
                "http: {socket: ~/run/donmai.sock, port: off}",
                "http: {socket: /run/donmai.sock}",
                "sandbox: {default: local, policy: {network: ['*.example.net', 'a.example:443', 10.0.0.1]}}",
                "sandbox: {policy: {network: deny}}",
                "routing: {weights: {cost: 1}}",
                "workarea: {sweep: {diskPercent: 100, inodePercent: 0}}",
                "agents: {command: {}, mine: {anything: [1]}}",
                "autoUpdate: {cdnBase: 'file:///srv/releases'}",
                "kit: {scanPaths: [kits, ~/kits, /opt/kits]}",
            })
    void whatIsInOrderHasNeitherErrorNorWarning(String yaml) throws Exception {
        assertThat(warnings(MACHINE + yaml)).isEmpty();
    }

    @Test
    void anEmptyListOfWhatIsAllowedAllowsNothing() throws Exception {
        DaemonConfig config = read(MACHINE + "kit: {allowedSchemes: []}\nsandbox: {policy: {network: []}}\n");
        assertThat(config.kit().allowedSchemes()).isEmpty();
        assertThat(config.sandbox().policy().network()).containsExactly("deny");
    }

    @Test
    void whatIsOddButHarmlessIsAWarning() throws Exception {
        assertThat(warnings(MACHINE + """
                        http: {port: off}
                        observability: {logFormat: jsn}
                        orchestrator: {url: orchestrator.example}
                        providers: {directory: '${HOME}/providers'}
                        workarea: {archiveRoot: ~bob/archive}
                        agents:
                          claude: {pth: /opt/claude, env: {KEY: 'env:NOT_SET'}}
                          mine: {basUrl: x, own: 1}
                        routing: {weights: {costs: 1}}
                        limits: {memoryMB: 5}
                        """))
                .containsExactly(
                        "line 2: http.port is off and there is no http.socket: nothing can reach the daemon",
                        "line 3: observability.logFormat \"jsn\" is none of text | json; text is used; did you mean \"json\"?",
                        "line 4: orchestrator.url is no address that begins with https://, http:// or file://",
                        "line 5: providers.directory is taken as it is: only orchestrator.authToken may name environment"
                                + " variables",
                        "line 6: workarea.archiveRoot is taken as it is: only ~/ stands for a home directory",
                        "line 8: agents.claude.env.KEY names the environment variable NOT_SET, which is not set;"
                                + " sessions that need it fail",
                        "line 8: unknown key \"agents.claude.pth\" is ignored; did you mean \"path\"?",
                        "line 9: agents.mine.basUrl is none of the usual settings; did you mean \"baseUrl\"?",
                        "line 10: unknown key \"routing.weights.costs\" is ignored; did you mean \"cost\"?",
                        "line 11: unknown key \"limits.memoryMB\" is ignored; did you mean \"memoryMb\"?");
    }

    @Test
    void unknownKeysAreFoundAtEveryLevel() throws Exception {
        assertThat(warnings(MACHINE + """
                        capacity: {reservedForSystem: {vCPUs: 1}}
                        sandbox: {policy: {networks: allow}}
                        workarea: {archive: {polcy: never}, sweep: {diskPrecent: 5}}
                        kit: {limits: {second: 1}}
                        sessions: {history: {counts: 1}}
                        agents: {command: {argv: [x], promt: file}}
                        """))
                .containsExactly(
                        "line 2: unknown key \"capacity.reservedForSystem.vCPUs\" is ignored; did you mean \"vCpu\"?",
                        "line 3: unknown key \"sandbox.policy.networks\" is ignored; did you mean \"network\"?",
                        "line 4: unknown key \"workarea.archive.polcy\" is ignored; did you mean \"policy\"?",
                        "line 4: unknown key \"workarea.sweep.diskPrecent\" is ignored; did you mean \"diskPercent\"?",
                        "line 5: unknown key \"kit.limits.second\" is ignored; did you mean \"seconds\"?",
                        "line 6: unknown key \"sessions.history.counts\" is ignored; did you mean \"count\"?",
                        "line 7: unknown key \"agents.command.promt\" is ignored; did you mean \"prompt\"?");
    }

    @Test
    void aSecretIsKnownToTheRedactorAndShownByNobody() throws Exception {
        ConfigDocument document = document(
                MACHINE + "orchestrator: {authToken: 'a-${T}'}\nagents: {claude: {env: {KEY: 'env:K', P: plain}}}\n",
                Map.of("T", "tttttt", "K", "kkkkkk"));
        assertThat(document.secrets()).containsExactlyInAnyOrder("a-tttttt", "kkkkkk");
        assertThat(document.toString()).doesNotContain("tttttt", "kkkkkk");
        assertThat(document.config().agents())
                .hasEntrySatisfying(
                        "claude",
                        settings -> assertThat(settings).containsEntry("env", Map.of("KEY", "env:K", "P", "plain")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orchestrator:\n", "orchestrator: {url: }\n", "orchestrator: {url: ''}\n"})
    void noOrchestratorIsFine(String yaml) throws Exception {
        assertThat(read(MACHINE + yaml).orchestrator().url()).isEmpty();
    }

    @Test
    void aPortIsANumberInTheFile() throws Exception {
        assertThat(read(MACHINE + "http: {port: 8080}").http().port()).isEqualTo("8080");
    }

    @Test
    void anUnknownKeyIsAWarningWithLineAndSuggestion() throws Exception {
        assertThat(warnings(MACHINE + """
                        capacity:
                          maxConcurentSessions: 3
                          zzz:
                            deep: [1, 2]
                        projects:
                          - id: a
                            repository: r
                            git: {sshkey: ~/k}
                        Trust: {}
                        entirelyDifferent: 1
                        """))
                .containsExactly(
                        "line 3: unknown key \"capacity.maxConcurentSessions\" is ignored; did you mean"
                                + " \"maxConcurrentSessions\"?",
                        "line 4: unknown key \"capacity.zzz\" is ignored",
                        "line 9: unknown key \"projects[0].git.sshkey\" is ignored; did you mean \"sshKey\"?",
                        "line 10: unknown key \"Trust\" is ignored; did you mean \"trust\"?",
                        "line 11: unknown key \"entirelyDifferent\" is ignored");
    }

    @Test
    void theOldNameOfARepositoryIsAcceptedWithAWarning() throws Exception {
        ConfigDocument document = document(MACHINE + """
                projects:
                  - id: a
                    repoUrl: old
                  - id: b
                    repoUrl: old
                    repository: new
                """, Map.of());
        assertThat(document.config().projects())
                .extracting(DaemonConfig.Project::repository)
                .containsExactly("old", "new");
        assertThat(document.warnings())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("line 4: daemon.yaml: legacy 'repoUrl' key on project entry; will be rewritten as"
                        + " 'repository' on next write (REN-1419)")
                .contains("id=a");
    }

    @Test
    void projectsThatLookAlikeAreAWarning() throws Exception {
        assertThat(warnings(MACHINE + "projects:\n  - {id: a, repository: r}\n  - {id: a, repository: r}\n"))
                .containsExactly(
                        "line 4: projects[1].id is the same as that of projects[0]; the first entry that matches wins",
                        "line 4: projects[1].repository is the same as that of projects[0]; the first entry that"
                                + " matches wins");
    }

    @Test
    void aTokenTakesVariablesThatExist() throws Exception {
        String yaml = MACHINE + "orchestrator: {authToken: 'rsk_live_${A}${B}-$C-${D}'}";
        ConfigDocument document = document(yaml, Map.of("A", "1", "B", "", "C", "x", "E", "${A}"));
        assertThat(document.config().orchestrator().authToken()).isEqualTo("rsk_live_1-$C-${D}");
        assertThat(document.warnings())
                .singleElement()
                .asString()
                .startsWith("line 2:")
                .contains("variable D");
        assertThat(document.config().toString()).doesNotContain("rsk_live");
    }

    @Test
    void aSubstitutionIsNotSubstitutedAgain() throws Exception {
        assertThat(document(MACHINE + "orchestrator: {authToken: '${A}'}", Map.of("A", "${B}\\$1", "B", "x"))
                        .config()
                        .orchestrator()
                        .authToken())
                .isEqualTo("${B}\\$1");
    }

    @Test
    void theTokenVariableWins() throws Exception {
        String yaml = MACHINE + "orchestrator: {authToken: rsp_live_file}";
        assertThat(token(yaml, Map.of("RENSEI_DAEMON_TOKEN", "old"))).isEqualTo("old");
        assertThat(token(yaml, Map.of("RENSEI_DAEMON_TOKEN", "old", "DONMAI_DAEMON_TOKEN", "new")))
                .isEqualTo("new");
        assertThat(token(yaml, Map.of("DONMAI_DAEMON_TOKEN", ""))).isEqualTo("rsp_live_file");
    }

    private String token(String yaml, Map<String, String> environment) throws Exception {
        return document(yaml, environment).config().orchestrator().authToken();
    }
}
