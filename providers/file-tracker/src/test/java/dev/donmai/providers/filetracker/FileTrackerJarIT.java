package dev.donmai.providers.filetracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.issuetracker.IssueOutcome;
import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.api.issuetracker.IssueTracker;
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
class FileTrackerJarIT {

    private final Path jar = Path.of(System.getProperty("donmai.provider.jar"));

    @Test
    void aWorkerWritesWithTheJarAlone(@TempDir Path dir) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, new ContractOnly(getClass().getClassLoader()))) {
            List<IssueTracker> found = ServiceLoader.load(IssueTracker.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            assertThat(found)
                    .singleElement()
                    .satisfies(tracker -> assertThat(tracker.id()).isEqualTo("file"));
            assertThat(found.getFirst()
                            .updateStatus("SHOP-1", IssueStatus.FINISHED, new Local(dir), Duration.ofSeconds(30)))
                    .isEqualTo(new IssueOutcome.Done());
            assertThat(dir.resolve("issue.ndjson")).content().contains("\"status\":\"Finished\"");
        }
    }

    @Test
    void theManifestDeclaresTheProviderAndImportsNothingOfOursButTheContract() throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            var main = file.getManifest().getMainAttributes();
            assertThat(main.getValue("Provide-Capability"))
                    .contains("dev.donmai.provider;", "family=issue-tracker", "id=file");
            assertThat(main.getValue("Service-Component")).contains("FileTrackerProvider");
            assertThat(main.getValue("Import-Package")).doesNotContain("fasterxml", "dev.donmai.files");
            assertThat(main.getValue("Export-Package")).isNull();
        }
    }

    /** Shows the JDK, the logging interface and the contract, nothing else of this test's class path. */
    private static final class ContractOnly extends ClassLoader {

        private final ClassLoader all;

        ContractOnly(ClassLoader all) {
            super(ClassLoader.getPlatformClassLoader());
            this.all = all;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.donmai.api.") || name.startsWith("org.slf4j.")) {
                return all.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
