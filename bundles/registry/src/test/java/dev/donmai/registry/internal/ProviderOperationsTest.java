package dev.donmai.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderChangeException;
import dev.donmai.registry.ProviderChangeException.Kind;
import dev.donmai.registry.ProviderRegistry.Lease;
import dev.donmai.registry.ProviderUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Providers that come, change and go while the registry runs. */
@Timeout(180)
class ProviderOperationsTest {

    private static final ProviderFamily RUNTIMES = ProviderFamily.AGENT_RUNTIME;
    private static final String FORGETFUL =
            "new AgentCapabilities(false,true,false,false,false,false,false,false,false,false,\"\",\"Echo\")";

    @TempDir
    Path dir;

    private final List<Path> bundled = new ArrayList<>();
    private final MapStore store = new MapStore();
    private TestFramework framework;
    private TestConfiguration configuration;
    private Path dropIns;
    private Path jars;
    private Providers providers;
    private ProviderOperations operations;

    @BeforeEach
    void setUp() throws Exception {
        Path state = Files.createDirectories(dir.resolve("state"));
        dropIns = state.resolve("providers");
        jars = Files.createDirectories(dir.resolve("jars"));
        framework = new TestFramework(dir.resolve("framework"));
        configuration = new TestConfiguration(state);
        start();
    }

    private void start() throws Exception {
        providers = new Providers(
                framework.context(),
                configuration,
                new DaemonOptions("", "", "", "", "9.8.7", bundled, List.of(), Map.of()),
                store,
                new FakeTrust());
        providers.start();
        operations = new ProviderOperations(providers);
    }

    @AfterEach
    void tearDown() throws Exception {
        providers.stop();
        framework.close();
    }

    @Test
    void aJarThatIsDroppedInIsThereAndOneThatIsTakenOutIsGone() throws Exception {
        drop(version("1.0.0"), "echo.jar");
        await().until(() -> providers.ready(RUNTIMES).contains("echo"));
        assertThat(row().state()).isEqualTo("active");
        assertThat(row().status()).isEqualTo("ready");

        Files.delete(dropIns.resolve("echo.jar"));
        await().untilAsserted(() -> assertThat(providers.list(RUNTIMES)).isEmpty());
        assertThatThrownBy(() -> providers.lease(RUNTIMES, "echo"))
                .hasMessageStartingWith("agent: no provider registered for name: \"echo\" (its file ")
                .hasMessageEndingWith("echo.jar was removed)");
        assertThat(bundles()).isZero();
    }

    @Test
    void whatIsStillBeingWrittenIsLeftAlone() throws Exception {
        byte[] content = Files.readAllBytes(version("1.0.0"));
        Files.write(dropIns.resolve(".echo.jar"), content);
        Path growing = dropIns.resolve("echo.jar");
        Files.write(growing, java.util.Arrays.copyOf(content, content.length / 2));
        drop(new ProviderJar("other").build(jars.resolve("other.jar")), "other.jar");
        await().untilAsserted(() -> assertThat(providers.ready(RUNTIMES)).containsExactly("other"));
        assertThat(providers.list(RUNTIMES)).hasSize(1);

        Files.write(growing, content);
        await().untilAsserted(() -> assertThat(providers.ready(RUNTIMES)).containsExactly("echo", "other"));
    }

    @Test
    void whatStaysHalfIsListedWithTheReason() throws Exception {
        byte[] content = Files.readAllBytes(version("1.0.0"));
        Files.write(dropIns.resolve("half.jar"), java.util.Arrays.copyOf(content, content.length / 2));
        await().untilAsserted(() -> assertThat(providers.find(RUNTIMES, "half")).isPresent());
        assertThat(providers.find(RUNTIMES, "half").orElseThrow().status()).isEqualTo("inactive");
    }

    @Test
    void theNextVersionTakesThePlaceAndTheOneBeforeDrainsWhileASessionHoldsIt() throws Exception {
        Path jar = drop(version("1.0.0"), "echo.jar");
        await().until(() -> providers.ready(RUNTIMES).contains("echo"));
        Lease lease = providers.lease(RUNTIMES, "echo");
        Path session = session("s-1", lease);

        drop(version("2.0.0"), "echo.jar");
        await().untilAsserted(() -> assertThat(row().version()).isEqualTo("2.0.0"));
        assertThat(providers.lease(RUNTIMES, "echo").version()).isEqualTo("2.0.0");
        assertThat(providers.list(RUNTIMES)).extracting(ProviderView::state).containsExactly("active", "draining");
        assertThat(providers.list(RUNTIMES).getLast().reason()).isEqualTo("draining: replaced by version 2.0.0");
        assertThat(Path.of(lease.files().getFirst().path())).exists();

        Files.writeString(session.resolve("record.json"), "{}");
        await().untilAsserted(() -> assertThat(providers.list(RUNTIMES)).hasSize(1));
        assertThat(bundles()).isOne();
        // The session's directory still names it.
        assertThat(Path.of(lease.files().getFirst().path())).exists();
        assertThat(jar).exists();
    }

    @Test
    void aBrokenNextVersionLeavesTheOneBeforeServingAndSaysWhy() throws Exception {
        drop(version("1.0.0"), "echo.jar");
        await().until(() -> providers.ready(RUNTIMES).contains("echo"));

        drop(echo("2.0.0").starting("throw new IllegalStateException(\"no luck\");"), "echo.jar");
        await().untilAsserted(() -> assertThat(row().update())
                .isEqualTo("2.0.0 refused: activation failed: java.lang.IllegalStateException: no luck"));
        assertThat(row().version()).isEqualTo("1.0.0");
        assertThat(row().status()).isEqualTo("ready");
        assertThat(providers.lease(RUNTIMES, "echo").version()).isEqualTo("1.0.0");
        assertThat(providers.list(RUNTIMES)).hasSize(1);
        await().untilAsserted(() -> assertThat(bundles()).isOne());

        drop(echo("2.0.1").probing("return Probe.unhealthy(\"no program\");"), "echo.jar");
        await().untilAsserted(() -> assertThat(row().update()).isEqualTo("2.0.1 refused: no program"));

        drop(version("2.0.2"), "echo.jar");
        await().untilAsserted(() -> assertThat(row().version()).isEqualTo("2.0.2"));
        assertThat(row().update()).isEmpty();
    }

    @Test
    void aHangingNextVersionIsGivenUpInTime() throws Exception {
        drop(version("1.0.0"), "echo.jar");
        await().until(() -> providers.ready(RUNTIMES).contains("echo"));
        drop(
                echo("2.0.0").starting("try { Thread.sleep(600_000); } catch (InterruptedException e) { return; }"),
                "echo.jar");
        await().atMost(Providers.START_LIMIT.plusSeconds(30))
                .untilAsserted(() -> assertThat(row().update())
                        .isEqualTo("2.0.0 refused: it did not answer in time while its bundle was being started"));
        assertThat(row().version()).isEqualTo("1.0.0");
        await().untilAsserted(() -> assertThat(bundles()).isOne());
        assertThat(threads()).isEmpty();
    }

    @Test
    void anAbilityIsNotLostUnasked() throws Exception {
        drop(resuming("1.0.0"), "echo.jar");
        await().until(() -> providers.ready(RUNTIMES).contains("echo"));
        Path next = version("2.0.0");
        drop(next, "echo.jar");
        await().untilAsserted(() -> assertThat(row().update())
                .startsWith("2.0.0 refused: it lacks what the one before has: supportsSessionResume"));

        assertThat(operations.update(RUNTIMES, "echo", Optional.empty(), true).version())
                .isEqualTo("2.0.0");
        assertThat(row().capabilities()).doesNotContainKey("supportsResume");
    }

    @Test
    void installsUpdatesAndRemovesWhatAnOperatorAsksFor() throws Exception {
        ProviderView installed = operations.install(version("1.0.0"), false);
        assertThat(installed.status()).isEqualTo("ready");
        assertThat(installed.state()).isEqualTo("active");
        assertThat(dropIns.resolve("echo.jar")).hasSameBinaryContentAs(version("1.0.0"));

        assertRefused(Kind.CONFLICT, "has the same content", () -> operations.install(version("1.0.0"), false));
        assertRefused(Kind.CONFLICT, "and this is 0.9.0", () -> operations.install(version("0.9.0"), false));
        assertThat(operations.install(version("1.1.0"), false).version()).isEqualTo("1.1.0");
        assertThat(operations
                        .update(RUNTIMES, "echo", Optional.of(version("1.2.0")), false)
                        .version())
                .isEqualTo("1.2.0");
        assertRefused(
                Kind.CONFLICT,
                "has the same content",
                () -> operations.update(RUNTIMES, "echo", Optional.empty(), false));
        assertThat(operations.install(version("1.0.0"), true).version()).isEqualTo("1.0.0");
        assertThat(dropIns.resolve("echo.jar")).hasSameBinaryContentAs(version("1.0.0"));

        assertThat(operations.remove(RUNTIMES, "echo").state()).isEqualTo("retired");
        assertThat(dropIns).isEmptyDirectory();
        assertThat(providers.list(RUNTIMES)).isEmpty();
        assertThatThrownBy(() -> providers.lease(RUNTIMES, "echo"))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessage("agent: no provider registered for name: \"echo\" (removed by the operator)");
        assertRefused(Kind.UNKNOWN, "provider not found", () -> operations.remove(RUNTIMES, "echo"));
        await().untilAsserted(() -> assertThat(bundles()).isZero());
    }

    @Test
    void whatCannotBeInstalledLeavesNothingBehind() throws Exception {
        assertRefused(Kind.MALFORMED, "no such file", () -> operations.install(jars.resolve("none.jar"), false));
        assertRefused(Kind.MALFORMED, "by its whole path", () -> operations.install(Path.of("echo.jar"), false));
        Path text = Files.writeString(jars.resolve("text.jar"), "no JAR at all");
        assertRefused(Kind.UNFIT, "", () -> operations.install(text, false));
        assertRefused(
                Kind.UNFIT,
                "no provider capability",
                () -> operations.install(
                        echo("1.0.0").without("Provide-Capability").build(jar()), false));
        assertRefused(
                Kind.UNFIT,
                "activation failed",
                () -> operations.install(
                        echo("1.0.0")
                                .starting("throw new IllegalStateException();")
                                .build(jar()),
                        false));
        assertRefused(
                Kind.UNFIT,
                "wrong host version: it asks for a Donmai with (version>=2.0), this is 1.4.0",
                () -> operations.install(
                        echo("1.0.0")
                                .header("Require-Capability", "dev.donmai.host;filter:=\"(version>=2.0)\"")
                                .build(jar()),
                        false));
        configuration.swap("{\"trust\":{\"mode\":\"signed-by-allowlist\"}}");
        assertRefused(Kind.UNTRUSTED, "not trusted: unsigned", () -> operations.install(version("1.0.0"), false));
        assertThat(providers.list(RUNTIMES)).isEmpty();
        assertThat(dropIns).isEmptyDirectory();
        await().untilAsserted(() -> assertThat(bundles()).isZero());
    }

    @Test
    void anUpdateIsOfTheSameProvider() throws Exception {
        operations.install(version("1.0.0"), false);
        Path other = new ProviderJar("other").build(jar());
        assertRefused(
                Kind.UNFIT,
                "it is the provider other",
                () -> operations.update(RUNTIMES, "echo", Optional.of(other), true));
        assertThat(providers.ready(RUNTIMES)).containsExactly("echo");
    }

    @Test
    void theHostVersionThatIsAskedForMayBeThere() throws Exception {
        Path jar = echo("1.0.0")
                .header("Require-Capability", "dev.donmai.host;filter:=\"(&(version>=1.2)(!(version>=2.0)))\"")
                .build(jar());
        assertThat(operations.install(jar, false).status()).isEqualTo("ready");
    }

    @Test
    void whatIsSwitchedOffStaysOffUntilItIsSwitchedOn() throws Exception {
        operations.install(version("1.0.0"), false);
        Path session = session("s-1", providers.lease(RUNTIMES, "echo"));
        assertThat(operations.disable(RUNTIMES, "echo").state()).isEqualTo("draining");
        assertThatThrownBy(() -> providers.lease(RUNTIMES, "echo"))
                .hasMessage("provider \"echo\" is draining: switched off");

        Files.writeString(session.resolve("record.json"), "{}");
        await().untilAsserted(() -> assertThat(row().state()).isEqualTo("inactive"));
        assertThatThrownBy(() -> providers.lease(RUNTIMES, "echo")).hasMessageContaining("inactive: switched off");
        assertThat(active()).isZero();

        providers.stop();
        start();
        assertThat(row().reason()).startsWith("switched off");
        assertThat(operations.enable(RUNTIMES, "echo").status()).isEqualTo("ready");
        assertThat(providers.lease(RUNTIMES, "echo").version()).isEqualTo("1.0.0");
    }

    @Test
    void whatCameWithTheProgramCanBeSwitchedOffAndNothingElse() throws Exception {
        bundled.add(echo("1.0.0").build(jar()));
        providers.stop();
        start();
        assertRefused(Kind.CONFLICT, "comes with the program", () -> operations.remove(RUNTIMES, "echo"));
        assertRefused(Kind.CONFLICT, "comes with the program", () -> operations.install(version("2.0.0"), true));
        assertRefused(
                Kind.CONFLICT,
                "comes with the program",
                () -> operations.update(RUNTIMES, "echo", Optional.of(version("2.0.0")), false));
        assertThat(operations.disable(RUNTIMES, "echo").status()).isEqualTo("inactive");
        assertThat(operations.enable(RUNTIMES, "echo").status()).isEqualTo("ready");
    }

    @Test
    void aBundleThatIsStoppedFromOutsideIsWithdrawn() throws Exception {
        operations.install(version("1.0.0"), false);
        provider().stop();
        await().untilAsserted(() -> assertThat(row().reason()).startsWith("withdrawn: its bundle was stopped"));
        assertThat(providers.ready(RUNTIMES)).isEmpty();
        assertThat(operations.enable(RUNTIMES, "echo").status()).isEqualTo("ready");
    }

    @Test
    void whatFailsAgainAndAgainIsQuarantined() throws Exception {
        drop(echo("1.0.0").probing("throw new IllegalStateException(\"oops\");"), "echo.jar");
        await().until(() -> providers.find(RUNTIMES, "echo").isPresent());
        await().untilAsserted(() -> {
            configuration.swap("{}");
            assertThat(row().state()).isEqualTo("quarantined");
        });
        assertThat(row().status()).isEqualTo("unhealthy");
        assertThat(row().reason())
                .startsWith("quarantined after 3 failures in 10 minutes")
                .contains("oops");
    }

    @Test
    void theSecondOfTwoWithOneIdGetsThePlaceWhenTheFirstLeaves() throws Exception {
        drop(version("1.0.0"), "a.jar");
        await().until(() -> providers.ready(RUNTIMES).contains("echo"));
        drop(version("2.0.0"), "b.jar");
        await().untilAsserted(() -> assertThat(providers.list(RUNTIMES)).hasSize(2));
        assertThat(row().version()).isEqualTo("1.0.0");
        assertThat(providers.list(RUNTIMES).getLast().reason()).startsWith("duplicate: ");

        Files.delete(dropIns.resolve("a.jar"));
        await().untilAsserted(() -> assertThat(providers.list(RUNTIMES))
                .extracting(ProviderView::version, ProviderView::state)
                .containsExactly(org.assertj.core.api.Assertions.tuple("2.0.0", "active")));
    }

    @Test
    void aStricterPolicyIsInForceAtOnceAndSoIsAMilderOne() throws Exception {
        operations.install(version("1.0.0"), false);
        configuration.swap("{\"trust\":{\"mode\":\"signed-by-allowlist\"}}");
        await().untilAsserted(() -> assertThat(providers.list(RUNTIMES))
                .extracting(ProviderView::reason)
                .containsExactly("not trusted: unsigned"));
        configuration.swap("{}");
        await().untilAsserted(() -> assertThat(row().status()).isEqualTo("ready"));
    }

    @Test
    void theSameBytesMayComeBackWhileTheyDrain() throws Exception {
        Path one = version("1.0.0");
        drop(one, "echo.jar");
        await().until(() -> providers.ready(RUNTIMES).contains("echo"));
        Path session = session("s-1", providers.lease(RUNTIMES, "echo"));
        Files.delete(dropIns.resolve("echo.jar"));
        await().untilAsserted(() -> assertThat(providers.ready(RUNTIMES)).isEmpty());
        drop(one, "again.jar");
        await().untilAsserted(() -> assertThat(providers.ready(RUNTIMES)).containsExactly("echo"));
        Files.writeString(session.resolve("record.json"), "{}");
        await().untilAsserted(() -> assertThat(providers.list(RUNTIMES)).hasSize(1));
        assertThat(row().status()).isEqualTo("ready");
        assertThat(active()).isOne();
    }

    private interface Attempt {
        void make() throws Exception;
    }

    private static void assertRefused(Kind kind, String words, Attempt attempt) {
        assertThatThrownBy(attempt::make)
                .isInstanceOfSatisfying(
                        ProviderChangeException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    private Path session(String id, Lease lease) throws IOException {
        Path session = Files.createDirectories(configuration.state().sessions().resolve(id));
        Files.writeString(
                session.resolve("session.json"),
                "{\"spec\":{},\"runtime\":{\"id\":\"echo\",\"files\":[{\"path\":\""
                        + lease.files().getFirst().path() + "\",\"sha256\":\""
                        + lease.files().getFirst().sha256() + "\"}]}}");
        return session;
    }

    private Path drop(ProviderJar jar, String name) throws IOException {
        return drop(jar.build(jar()), name);
    }

    private Path drop(Path jar, String name) throws IOException {
        Path coming = Files.copy(jar, dropIns.resolve("." + name), StandardCopyOption.REPLACE_EXISTING);
        return Files.move(coming, dropIns.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path version(String version) throws IOException {
        Path jar = jars.resolve("echo-" + version + ".jar");
        return Files.exists(jar) ? jar : echo(version).build(jar);
    }

    private Path resuming(String version) throws IOException {
        return echo(version)
                .able(FORGETFUL)
                .header(
                        "Provide-Capability",
                        "dev.donmai.provider;family=agent-runtime;id=echo;cap.supportsSessionResume=true")
                .build(jar());
    }

    private static ProviderJar echo(String version) {
        return new ProviderJar("echo").header("Bundle-Version", version);
    }

    private Path jar() throws IOException {
        return Files.createTempDirectory(jars, "jar").resolve("built.jar");
    }

    private ProviderView row() {
        return providers.find(RUNTIMES, "echo").orElseThrow();
    }

    private Bundle provider() {
        return providerBundles().findFirst().orElseThrow();
    }

    private Stream<Bundle> providerBundles() {
        return Stream.of(framework.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("test.provider"));
    }

    private long bundles() {
        return providerBundles().count();
    }

    private long active() {
        return providerBundles()
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .count();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("donmai-provider-"))
                .toList();
    }
}
