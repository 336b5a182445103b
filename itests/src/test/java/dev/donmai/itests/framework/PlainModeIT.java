package dev.donmai.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ops4j.pax.exam.CoreOptions.bootDelegationPackages;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.OptionUtils.combine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.api.spawn.SpawnHook;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.launcher.framework.CoreBundle;
import dev.donmai.launcher.framework.Distribution;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderRegistry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.inject.Inject;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/**
 * The whole daemon in plain mode: one daemon, which the tests use one after the other. The methods run inside the
 * framework.
 */
@ExtendWith(InFramework.class)
@ExamReactorStrategy(PerClass.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class PlainModeIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] system() throws Exception {
        Distribution distribution = Distribution.locate();
        return combine(
                combine(
                        options(
                                // What the launcher does too.
                                frameworkProperty("felix.service.urlhandlers").value("false"),
                                // Test libraries are those of the class path, and no business of the daemon.
                                frameworkProperty(Constants.FRAMEWORK_BUNDLE_PARENT)
                                        .value(Constants.FRAMEWORK_BUNDLE_PARENT_APP),
                                bootDelegationPackages(
                                        "org.junit.jupiter.api",
                                        "org.junit.jupiter.api.*",
                                        "org.opentest4j",
                                        "org.assertj.*",
                                        "org.awaitility",
                                        "org.awaitility.*",
                                        "org.hamcrest",
                                        "org.hamcrest.*"),
                                // Pax Exam's own bundles ask for the older version.
                                systemPackages("org.slf4j;version=1.7.36", "org.slf4j.helpers;version=1.7.36"),
                                systemPackages("javax.inject")),
                        systemPackages(distribution.extraPackages().split(","))),
                distribution.core().stream()
                        .map(CoreBundle::jar)
                        .map(jar -> bundle("reference:" + jar.toUri()))
                        .toArray(Option[]::new));
    }

    @Test
    @Order(1)
    public void theDaemonStartsAndAnswers() {
        JsonNode status = api().get("/api/daemon/status").json();
        assertThat(status.path("status").asText()).isEqualTo("ready");
        assertThat(status.path("version").asText()).isEqualTo("plain-mode");
    }

    @Test
    @Order(2)
    public void theProvidersOfTheDistributionAreReady() {
        ProviderRegistry registry = Services.of(context, ProviderRegistry.class);
        assertThat(registry.ready(ProviderFamily.AGENT_RUNTIME)).contains("command", "stub");
        assertThat(registry.ready(ProviderFamily.VCS)).containsExactly("git");
        assertThat(registry.ready(ProviderFamily.ISSUE_TRACKER)).containsExactly("file", "platform");
        assertThat(registry.list(ProviderFamily.AGENT_RUNTIME))
                .extracting(ProviderView::id)
                .contains("command", "stub");
    }

    @Test
    @Order(3)
    public void aBundleDoesNotSeeTheImplementationOfAnother() {
        Bundle sessions = installed("dev.donmai.sessions");
        assertThat(sessions.getState()).isEqualTo(Bundle.ACTIVE);
        String implementation =
                Services.of(context, ProviderRegistry.class).getClass().getName();
        assertThatThrownBy(() -> sessions.loadClass(implementation)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    @Order(4)
    public void anAgentWorksInItsCheckoutAndTheTreeIsArchived() {
        TestRepository repository = EmbeddedDaemon.in(context).repository();
        api().accept(Specs.shell("plain-command", EmbeddedDaemon.PROJECT, """
                echo changed >> README
                git -c user.name=Agent -c user.email=agent@example.invalid commit -qam 'change the README'
                """));
        JsonNode record = api().awaitEnd("plain-command");
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("completed");
        String head = record.path("result").path("headCommit").asText();
        assertThat(head).isNotEmpty().isNotEqualTo(repository.head());
        JsonNode archive = api().get(
                        "/api/daemon/workareas/" + record.path("archiveId").asText())
                .json()
                .path("workarea");
        Path tree = Path.of(archive.path("path").asText()).resolve("tree");
        assertThat(tree.resolve("README")).content().contains("changed");
        assertThat(TestRepository.git(tree, "rev-parse", "HEAD")).isEqualTo(head);
        assertThat(api().sessions()).isEmpty();
    }

    @Test
    @Order(4)
    public void theStubRuntimeCompletes() {
        api().accept(Specs.agent("plain-stub", EmbeddedDaemon.PROJECT, "stub", "anything"));
        JsonNode record = api().awaitEnd("plain-stub");
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("completed");
        assertThat(record.path("decision").path("chosenLLM").asText()).isEqualTo("stub");
    }

    @Test
    @Order(4)
    public void aHookTakesPartFromItsRegistrationToItsEnd() {
        SpawnHook naming = (request, environment) -> {
            Map<String, String> more = new HashMap<>(environment);
            more.put("GIT_AUTHOR_NAME", "Seat of " + request.sessionId());
            return more;
        };
        ServiceRegistration<SpawnHook> registration = context.registerService(SpawnHook.class, naming, null);
        SpawnHook refusing = (request, environment) -> {
            throw new IllegalStateException("no seat left");
        };
        api().accept(Specs.shell("plain-hook", EmbeddedDaemon.PROJECT, """
                echo changed >> README
                git commit -qam 'change the README'
                """));
        JsonNode record = api().awaitEnd("plain-hook");
        assertThat(record.path("result").path("commits").path(0).path("author").asText())
                .isEqualTo("Seat of plain-hook");

        ServiceRegistration<SpawnHook> refusal = context.registerService(SpawnHook.class, refusing, null);
        ControlApi.Answer refused = api().post(
                        "/api/daemon/sessions",
                        Specs.agent("plain-refused", EmbeddedDaemon.PROJECT, "stub", "anything"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("pre-spawn hook: no seat left");

        refusal.unregister();
        registration.unregister();
        api().accept(Specs.agent("plain-refused", EmbeddedDaemon.PROJECT, "stub", "anything"));
        assertThat(api().awaitEnd("plain-refused").path("providers").findValuesAsText("id"))
                .containsExactly("stub", "git", "file");
    }

    @Test
    @Order(5)
    public void theDaemonStopsWithCodeZero() throws Exception {
        assertThat(EmbeddedDaemon.in(context).stop()).isZero();
        assertThat(Services.of(context, DaemonControl.class).address()).isEmpty();
    }

    private ControlApi api() {
        return EmbeddedDaemon.in(context).api();
    }

    private Bundle installed(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow();
    }
}
