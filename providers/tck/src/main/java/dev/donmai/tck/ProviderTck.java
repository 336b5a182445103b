package dev.donmai.tck;

import dev.donmai.api.provider.Provider;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.DescriptorChecks;
import dev.donmai.tck.internal.Family;
import dev.donmai.tck.internal.JarChecks;
import dev.donmai.tck.internal.ProbeChecks;
import dev.donmai.tck.internal.ProviderUnderTest;
import dev.donmai.tck.internal.Report;
import dev.donmai.tck.internal.WorkerChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What the tests of all families have in common; extend the class of a family. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProviderTck {

    /** System property that names the JAR. */
    public static final String JAR = "donmai.provider.jar";

    private final Family<?, ?> family;
    private final List<ProviderUnderTest> opened = new ArrayList<>();

    ProviderTck(Family<? extends Provider, ?> family) {
        this.family = family;
    }

    /** The JAR under test, as it will be dropped in. */
    protected Path jar() {
        String named = System.getProperty(JAR, "");
        if (named.isEmpty()) {
            throw new IllegalStateException("set the system property " + JAR + " to the path of the provider's JAR, "
                    + "as the failsafe plugin of the archetype does");
        }
        return Path.of(named);
    }

    /** The provider's part of the configuration, with which it is ready on this machine. */
    protected Map<String, Object> settings() {
        return Map.of();
    }

    /** How much to do; what {@value Effort#PROPERTY} says. */
    protected Effort effort() {
        return Effort.configured();
    }

    /** Where the report goes: what was checked, what could not be, and the digest of the JAR. */
    protected Path report() {
        return Path.of("target", "tck", getClass().getSimpleName() + ".txt");
    }

    abstract List<Check> familyChecks(ProviderUnderTest provider);

    /** The checks as tests, in the order in which one builds on the other. */
    @TestFactory
    Stream<DynamicTest> checks() throws IOException {
        Path jar = jar().toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("there is no JAR " + jar + ": run the test after package, with mvn verify");
        }
        ProviderUnderTest provider = ProviderUnderTest.open(jar, family, settings(), effort());
        opened.add(provider);
        List<Check> checks = new ArrayList<>();
        checks.addAll(JarChecks.of(provider));
        checks.addAll(DescriptorChecks.of(provider));
        checks.addAll(ProbeChecks.of(provider));
        checks.addAll(WorkerChecks.of(provider));
        checks.addAll(familyChecks(provider));
        Report report = new Report(jar, checks);
        return checks.stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), () -> report.run(check)))
                .onClose(() -> report.write(report()));
    }

    @AfterAll
    void close() {
        opened.forEach(ProviderUnderTest::close);
    }
}
