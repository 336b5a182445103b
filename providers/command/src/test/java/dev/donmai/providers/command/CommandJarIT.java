package dev.donmai.providers.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JAR as the worker and the daemon get it. */
class CommandJarIT {

    private final Path jar = Path.of(System.getProperty("donmai.provider.jar"));

    @Test
    void aWorkerRunsAJsonSessionFromTheJarAlone(@TempDir Path dir) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, new ApiOnly(getClass().getClassLoader()))) {
            List<AgentRuntime> runtimes = ServiceLoader.load(AgentRuntime.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            assertThat(runtimes).singleElement().satisfies(runtime -> {
                assertThat(runtime.id()).isEqualTo("command");
                assertThat(runtime.getClass().getClassLoader()).isSameAs(loader);
            });
            ProcessContext context = new ProcessContext(
                    dir,
                    dir,
                    Map.of("format", "jsonl", "argv", List.of("echo", "{\"kind\":\"agent.text\",\"text\":\"hi\"}")));
            AgentSession session = runtimes.getFirst().start(spec(), context);
            assertThat(session.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(context.events).contains(new AgentEvent.Text("hi"));
        }
    }

    @Test
    void theManifestDeclaresTheProviderAndImportsNoJsonLibrary() throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            var main = file.getManifest().getMainAttributes();
            assertThat(main.getValue("Provide-Capability"))
                    .contains("dev.donmai.provider;", "family=agent-runtime", "id=command")
                    .containsPattern("version:Version=\"[0-9]+\\.[0-9]+\\.[0-9]+\"");
            assertThat(main.getValue("Service-Component")).contains("CommandProvider");
            assertThat(main.getValue("Import-Package")).doesNotContain("fasterxml");
        }
    }

    private static AgentSpec spec() {
        return new AgentSpec(
                "",
                "",
                Path.of("/"),
                Map.of(),
                true,
                AgentSpec.SandboxLevel.FULL_ACCESS,
                List.of(),
                List.of(),
                List.of(),
                0,
                "",
                "",
                Map.of());
    }

    /** Shows the JDK and the contract, nothing else of this test's class path. */
    private static final class ApiOnly extends ClassLoader {

        private final ClassLoader all;

        ApiOnly(ClassLoader all) {
            super(ClassLoader.getPlatformClassLoader());
            this.all = all;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.donmai.api.")) {
                return all.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
