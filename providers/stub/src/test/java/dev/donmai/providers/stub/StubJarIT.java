package dev.donmai.providers.stub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.agent.AgentRuntime;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The JAR as the worker and the daemon get it. */
class StubJarIT {

    private final Path jar = Path.of(System.getProperty("donmai.provider.jar"));

    @Test
    void aWorkerLoadsTheRuntimeFromTheJarAlone() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, new ApiOnly(getClass().getClassLoader()))) {
            assertThat(ServiceLoader.load(AgentRuntime.class, loader))
                    .singleElement()
                    .satisfies(runtime -> {
                        assertThat(runtime.id()).isEqualTo("stub");
                        assertThat(runtime.getClass().getClassLoader()).isSameAs(loader);
                    });
        }
    }

    @Test
    void theManifestDeclaresTheProvider() throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            var main = file.getManifest().getMainAttributes();
            assertThat(main.getValue("Provide-Capability"))
                    .contains(
                            "dev.donmai.provider;", "family=agent-runtime", "id=stub", "cap.supportsSessionResume=true")
                    .containsPattern("version:Version=\"[0-9]+\\.[0-9]+\\.[0-9]+\"");
            assertThat(main.getValue("Service-Component")).contains("StubProvider");
        }
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
