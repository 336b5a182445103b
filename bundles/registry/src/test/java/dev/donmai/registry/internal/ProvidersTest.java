package dev.donmai.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProvidersTest {

    private static final ProviderFamily RUNTIMES = ProviderFamily.AGENT_RUNTIME;
    private static final String LATCH = ProvidersTest.class.getName();

    @TempDir
    Path dir;

    private final List<Path> bundled = new ArrayList<>();
    private TestFramework framework;
    private TestConfiguration configuration;
    private Path dropIns;
    private Providers providers;

    @BeforeEach
    void setUp() throws Exception {
        // A blank and a plus sign: locations are URLs, and paths are not.
        Path state = Files.createDirectories(dir.resolve("state of+play"));
        dropIns = Files.createDirectories(state.resolve("providers"));
        framework = new TestFramework(dir.resolve("framework"));
        configuration = new TestConfiguration(state);
        providers = registry();
    }

    @AfterEach
    void tearDown() throws Exception {
        System.getProperties().remove(LATCH);
        providers.stop();
        framework.close();
    }

    @Test
    void theBundledProvidersAreListedAsTheyAre() throws Exception {
        bundleOwn();
        start();

        assertThat(providers.list(RUNTIMES)).extracting(ProviderView::id).containsExactly("command", "stub");
        assertThat(Json.line(row("stub")))
                .isEqualTo("{\"id\":\"stub\",\"name\":\"stub\",\"version\":\"9.8.7\",\"family\":\"agent-runtime\","
                        + "\"scope\":\"global\",\"status\":\"ready\",\"source\":\"bundled\",\"trust\":\"unsigned\","
                        + "\"manifestOk\":true,\"capabilities\":{\"acceptsAllowedToolsList\":true,"
                        + "\"acceptsMcpServerSpec\":true,\"emitsSubagentEvents\":true,\"humanLabel\":\"Test Stub\","
                        + "\"needsBaseInstructions\":true,\"needsPermissionConfig\":true,"
                        + "\"supportsCodeIntelligenceEnforcement\":true,\"supportsMessageInjection\":true,"
                        + "\"supportsReasoningEffort\":true,\"supportsSessionResume\":true,"
                        + "\"supportsToolPlugins\":true,\"toolPermissionFormat\":\"claude\"},"
                        + "\"state\":\"active\"}");
        assertThat(row("command").status()).isEqualTo("inactive");
        assertThat(row("command").reason()).contains("agents.command.argv");
        assertThat(row("command").capabilities())
                .isEqualTo(Map.of(
                        "supportsMessageInjection", false,
                        "supportsSessionResume", false,
                        "emitsSubagentEvents", false,
                        "humanLabel", "Command"));
        assertThat(providers.ready(RUNTIMES)).containsExactly("stub");
    }

    @Test
    void aChangeOfTheConfigurationIsProbedAtOnce() throws Exception {
        bundleOwn();
        start();
        configuration.swap("{\"agents\":{\"command\":{\"argv\":[\"sh\"]}}}");
        await().untilAsserted(() -> assertThat(row("command").status()).isEqualTo("ready"));
        assertThat(providers.ready(RUNTIMES)).containsExactly("command", "stub");

        configuration.swap("{\"agents\":{\"command\":{\"argv\":[\"/no/such\"]}}}");
        await().untilAsserted(() -> assertThat(row("command").status()).isEqualTo("unhealthy"));
        assertThat(row("command").reason()).contains("/no/such");
    }

    @Test
    void aLeaseNamesTheFileOfTheContentStoreWhateverBecomesOfTheSource() throws Exception {
        Path jar = new ProviderJar("echo").build(dropIns.resolve("echo.jar"));
        byte[] content = Files.readAllBytes(jar);
        start();
        assertThat(row("echo").status()).isEqualTo("ready");
        assertThat(row("echo").version()).isEqualTo("1.2.3");
        assertThat(row("echo").source()).isEqualTo("local");
        Files.delete(jar);

        var lease = providers.lease(RUNTIMES, "echo");
        assertThat(lease.id()).isEqualTo("echo");
        assertThat(lease.version()).isEqualTo("1.2.3");
        assertThat(lease.capabilities()).containsEntry("humanLabel", "Echo");
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        assertThat(lease.files())
                .containsExactly(new PinnedFile(
                        configuration
                                .state()
                                .contentStore()
                                .resolve(hash + ".jar")
                                .toString(),
                        hash));
        assertThat(Path.of(lease.files().getFirst().path())).hasBinaryContent(content);
        assertThat(framework.context().getBundles())
                .anySatisfy(b -> assertThat(b.getLocation())
                        .startsWith("reference:file:")
                        .contains(hash));
    }

    @Test
    void everyFamilyThatAWorkerNeedsIsListedAndLeasedByItself() throws Exception {
        bundleOwn();
        bundled.add(Path.of(TestFramework.jarOf("dev.donmai.providers.git.GitProvider")));
        bundled.add(Path.of(TestFramework.jarOf("dev.donmai.providers.filetracker.FileTrackerProvider")));
        start();

        assertThat(providers.families())
                .containsExactly(
                        ProviderFamily.SANDBOX,
                        RUNTIMES,
                        ProviderFamily.VCS,
                        ProviderFamily.ISSUE_TRACKER,
                        ProviderFamily.KIT);
        assertThat(providers.ready(RUNTIMES)).containsExactly("stub");
        assertThat(providers.ready(ProviderFamily.VCS))
                .as("%s", providers.list(ProviderFamily.VCS))
                .containsExactly("git");
        assertThat(providers.ready(ProviderFamily.ISSUE_TRACKER)).containsExactly("file");
        assertThat(Json.line(providers.find(ProviderFamily.VCS, "git").orElseThrow()))
                .contains("\"family\":\"vcs\"", "\"manifestOk\":true")
                .contains("\"capabilities\":{\"conflictGranularity\":\"line\",\"hasPullRequests\":true,"
                        + "\"humanLabel\":\"Git\",\"identityScheme\":\"email\",\"mergeStrategy\":\"three-way\","
                        + "\"remoteProtocol\":\"git\",\"supportsBinary\":true,\"supportsBranches\":true}");

        var lease = providers.lease(ProviderFamily.VCS, "git");
        assertThat(lease.capabilities()).containsEntry("hasPullRequests", true);
        assertThat(lease.files())
                .singleElement()
                .satisfies(file -> assertThat(Path.of(file.path())).hasSameBinaryContentAs(bundled.get(2)));
        assertThatThrownBy(() -> providers.lease(ProviderFamily.VCS, "stub"))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("vcs: no provider registered for name: \"stub\"");
    }

    @Test
    void aProviderOfOneFamilyMayHaveTheIdOfAnother() throws Exception {
        new ProviderJar("git").build(dropIns.resolve("git.jar"));
        bundled.add(Path.of(TestFramework.jarOf("dev.donmai.providers.git.GitProvider")));
        start();

        assertThat(providers.ready(RUNTIMES)).containsExactly("git");
        assertThat(providers.ready(ProviderFamily.VCS))
                .as("%s", providers.list(ProviderFamily.VCS))
                .containsExactly("git");
    }

    @Test
    void aJarWithoutWhatAWorkerLoadsIsNoProviderOfItsFamily() throws Exception {
        new ProviderJar("echo")
                .header("Provide-Capability", "dev.donmai.provider;family=vcs;id=echo")
                .build(dropIns.resolve("echo.jar"));
        start();

        assertThat(providers.find(ProviderFamily.VCS, "echo"))
                .hasValueSatisfying(row ->
                        assertThat(row.reason()).contains("no META-INF/services/dev.donmai.api.vcs.VersionControl"));
    }

    @Test
    void whatCannotBeLeasedSaysWhy() throws Exception {
        bundleOwn();
        start();
        assertThatThrownBy(() -> providers.lease(RUNTIMES, "nope"))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("agent: no provider registered for name: \"nope\"");
        assertThatThrownBy(() -> providers.lease(RUNTIMES, "command"))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageStartingWith("agent: no provider registered for name: \"command\" (inactive: ")
                .hasMessageContaining("agents.command.argv");
    }

    @Test
    void aJarThatCannotBeAProviderHasARowWithTheReason() throws Exception {
        new ProviderJar("a").without("Provide-Capability").build(dropIns.resolve("no-capability.jar"));
        new ProviderJar("cloudy")
                .header("Provide-Capability", "dev.donmai.provider;family=deployment;id=cloudy")
                .build(dropIns.resolve("deployment.jar"));
        new ProviderJar("odd")
                .header("Provide-Capability", "dev.donmai.provider;family=toaster;id=odd")
                .build(dropIns.resolve("toaster.jar"));
        new ProviderJar("embedding")
                .entry("dev/donmai/api/agent/AgentRuntime.class", "x")
                .build(dropIns.resolve("embedding.jar"));
        new ProviderJar("unloadable")
                .without("META-INF/services/dev.donmai.api.agent.AgentRuntime")
                .build(dropIns.resolve("unloadable.jar"));
        new ProviderJar("requiring")
                .header("Require-Bundle", "org.apache.felix.scr")
                .build(dropIns.resolve("requiring.jar"));
        Files.writeString(dropIns.resolve("text.jar"), "no JAR at all");
        Files.writeString(dropIns.resolve("notes.txt"), "not looked at");
        Files.writeString(dropIns.resolve(".coming.jar"), "not looked at");
        start();

        assertRefused("no-capability", "no provider capability");
        assertRefused("odd", "wrong family: \"toaster\"");
        assertRefused("embedding", "contains the packages of the provider contract");
        assertRefused("unloadable", "no META-INF/services/dev.donmai.api.agent.AgentRuntime");
        assertRefused("requiring", "Require-Bundle");
        assertRefused("text", "");
        assertThat(providers.list(RUNTIMES)).hasSize(6);
        assertThat(providers.list(ProviderFamily.DEPLOYMENT)).singleElement().satisfies(view -> {
            assertThat(view.id()).isEqualTo("cloudy");
            assertThat(view.reason()).startsWith("wrong family");
        });
        assertThat(providers.ready(RUNTIMES)).isEmpty();
    }

    @Test
    void aProviderThatDoesNotStartSaysWhy() throws Exception {
        new ProviderJar("unresolved")
                .header("Import-Package", "dev.donmai.api.agent,dev.donmai.api.provider,com.missing.thing")
                .build(dropIns.resolve("unresolved.jar"));
        new ProviderJar("throwing")
                .starting("throw new IllegalStateException(\"no luck today\");")
                .build(dropIns.resolve("throwing.jar"));
        new ProviderJar("silent").starting("").build(dropIns.resolve("silent.jar"));
        new ProviderJar("impostor").sayingItIs("somebody").build(dropIns.resolve("impostor.jar"));
        new ProviderJar("boaster")
                .header(
                        "Provide-Capability",
                        "dev.donmai.provider;family=agent-runtime;id=boaster;cap.supportsSessionResume=true")
                .build(dropIns.resolve("boaster.jar"));
        new ProviderJar("modest")
                .able("new AgentCapabilities(true,false,false,false,false,false,false,false,false,false,\"\",\"Echo\")")
                .build(dropIns.resolve("modest.jar"));
        new ProviderJar("fine").build(dropIns.resolve("fine.jar"));
        start();

        assertRefused("unresolved", "com.missing.thing");
        assertRefused("throwing", "activation failed: java.lang.IllegalStateException: no luck today");
        assertRefused("silent", "its component is not active");
        assertRefused("impostor", "the manifest says \"impostor\", the provider \"somebody\"");
        assertRefused(
                "boaster", "capability-mismatch: the manifest says supportsSessionResume=true, the provider false");
        assertRefused(
                "modest", "capability-mismatch: the manifest says supportsMessageInjection=false, the provider true");
        assertThat(providers.ready(RUNTIMES)).containsExactly("fine");
    }

    @Test
    void theFirstOneWithAnIdHasIt() throws Exception {
        bundleOwn();
        new ProviderJar("stub").build(dropIns.resolve("other-stub.jar"));
        Files.copy(bundled.getLast(), dropIns.resolve("copy.jar"));
        start();

        assertThat(row("stub").source()).isEqualTo("bundled");
        assertThat(row("stub").status()).isEqualTo("ready");
        assertThat(providers.list(RUNTIMES))
                .filteredOn(view -> view.source().equals("local"))
                .extracting(ProviderView::reason)
                .allSatisfy(reason -> assertThat(reason).startsWith("duplicate: "))
                .hasSize(2);
    }

    @Test
    void aHangingProbeMakesOneProviderUnhealthyAndHoldsUpNoOther() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        System.getProperties().put(LATCH, latch);
        new ProviderJar("hanging")
                .probing("try { ((java.util.concurrent.CountDownLatch) System.getProperties().get(\"" + LATCH
                        + "\")).await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }"
                        + " return Probe.ready();")
                .build(dropIns.resolve("hanging.jar"));
        new ProviderJar("fine").build(dropIns.resolve("fine.jar"));
        start();

        assertThat(row("hanging").status()).isEqualTo("unhealthy");
        assertThat(row("hanging").reason()).isEqualTo("it did not answer in time while it was probed");
        assertThat(providers.ready(RUNTIMES)).containsExactly("fine");

        configuration.swap("{}");
        configuration.swap("{}");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(t -> t.getName().equals("donmai-provider-hanging"))
                .hasSize(1);

        latch.countDown();
        await().untilAsserted(() -> assertThat(providers.ready(RUNTIMES)).containsExactly("fine", "hanging"));
    }

    @Test
    void aProbeThatThrowsMakesItUnhealthy() throws Exception {
        new ProviderJar("broken")
                .probing("throw new IllegalStateException(\"oops\");")
                .build(dropIns.resolve("broken.jar"));
        start();
        assertThat(row("broken").status()).isEqualTo("unhealthy");
        assertThat(row("broken").reason()).contains("oops");
    }

    @Test
    void aServiceThatComesLaterIsNoticedAndSoIsItsLoss() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        System.getProperties().put(LATCH, latch);
        new ProviderJar("late")
                .starting(
                        "new Thread(() -> { try { ((java.util.concurrent.CountDownLatch) System.getProperties().get(\""
                                + LATCH
                                + "\")).await(); var r = context.registerService(AgentRuntimeProvider.class, this, null);"
                                + " System.getProperties().put(\"" + LATCH + "\", r); }"
                                + " catch (InterruptedException e) { } }).start();")
                .build(dropIns.resolve("late.jar"));
        start();
        assertRefused("late", "its component is not active");

        latch.countDown();
        await().untilAsserted(() -> assertThat(row("late").status()).isEqualTo("ready"));

        await().until(() -> System.getProperties().get(LATCH) instanceof org.osgi.framework.ServiceRegistration<?>);
        ((org.osgi.framework.ServiceRegistration<?>) System.getProperties().get(LATCH)).unregister();
        await().untilAsserted(() -> assertRefused("late", "its component is not active"));
    }

    @Test
    void aStoppedRegistryCanBeStartedAgain() throws Exception {
        bundleOwn();
        start();
        int bundles = framework.context().getBundles().length;
        providers.stop();
        assertThat(framework.context().getBundles()).hasSize(bundles - 2);
        assertThat(configuration.listeners()).isZero();
        assertThat(providers.list(RUNTIMES)).isEmpty();

        providers.start();
        assertThat(providers.ready(RUNTIMES)).containsExactly("stub");
    }

    @Test
    void filesThatNothingUsesAreSweptOnceTheDaemonRuns() throws Exception {
        bundleOwn();
        Path store = Files.createDirectories(configuration.state().contentStore());
        Path old = Files.writeString(store.resolve("0".repeat(64) + ".jar"), "old");
        start();
        providers.running();
        await().until(() -> !Files.exists(old));
        assertThat(store)
                .isDirectoryContaining(file -> providers.list(RUNTIMES).size() == 2
                        && file.getFileName().toString().endsWith(".jar"));
    }

    private void bundleOwn() {
        bundled.add(Path.of(TestFramework.jarOf("dev.donmai.providers.command.CommandProvider")));
        bundled.add(Path.of(TestFramework.jarOf("dev.donmai.providers.stub.StubProvider")));
    }

    private void start() throws Exception {
        providers = registry();
        providers.start();
    }

    private Providers registry() {
        return new Providers(
                framework.context(),
                configuration,
                new DaemonOptions("", "", "", "", "9.8.7", bundled, List.of(), Map.of()),
                new MapStore(),
                new FakeTrust());
    }

    private ProviderView row(String id) {
        return providers.find(RUNTIMES, id).orElseThrow();
    }

    private void assertRefused(String id, String reason) {
        ProviderView row = row(id);
        assertThat(row.status()).isEqualTo("inactive");
        assertThat(row.reason()).contains(reason).isNotEmpty();
        assertThat(row.manifestOk()).isFalse();
        assertThat(row.capabilities()).isEmpty();
    }
}
