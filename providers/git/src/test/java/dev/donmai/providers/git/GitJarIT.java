package dev.donmai.providers.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.VersionControl;
import dev.donmai.api.vcs.Workarea;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JAR as the worker and the daemon get it. */
class GitJarIT {

    private final Path jar = Path.of(System.getProperty("donmai.provider.jar"));

    @Test
    void aWorkerCommitsWithTheJarAlone(@TempDir Path dir) throws Exception {
        Place place = new Place(dir.toRealPath());
        place.write("a.txt", "a\n");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, new ContractOnly(getClass().getClassLoader()))) {
            List<VersionControl> found = ServiceLoader.load(VersionControl.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            assertThat(found).singleElement().satisfies(git -> {
                assertThat(git.id()).isEqualTo("git");
                assertThat(git.getClass().getClassLoader()).isSameAs(loader);
            });
            Workarea workarea = new Workarea(place.area, place.origin.toString(), place.base, "");
            assertThat(found.getFirst().open(workarea, place).commit(CommitRequest.of("Save"), Duration.ofMinutes(1)))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    @Test
    void theManifestDeclaresTheProviderAndImportsNothingOfOursButTheContract() throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            var main = file.getManifest().getMainAttributes();
            assertThat(main.getValue("Provide-Capability"))
                    .contains("dev.donmai.provider;", "family=vcs", "id=git", "cap.hasPullRequests=true")
                    .containsPattern("version:Version=\"[0-9]+\\.[0-9]+\\.[0-9]+\"");
            assertThat(main.getValue("Service-Component")).contains("GitProvider");
            assertThat(main.getValue("Import-Package"))
                    .contains("dev.donmai.api.vcs")
                    .doesNotContain("dev.donmai.git", "dev.donmai.process", "dev.donmai.files");
            assertThat(main.getValue("Export-Package")).isNull();
        }
    }

    /** Shows the JDK, the contract and what the distribution has for all, nothing else of this test's class path. */
    private static final class ContractOnly extends ClassLoader {

        private final ClassLoader all;

        ContractOnly(ClassLoader all) {
            super(ClassLoader.getPlatformClassLoader());
            this.all = all;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.donmai.api.") || !name.startsWith("dev.donmai.")) {
                return all.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
