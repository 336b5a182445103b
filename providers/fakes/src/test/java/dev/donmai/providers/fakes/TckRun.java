package dev.donmai.providers.fakes;

import dev.donmai.tck.ProviderTck;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The tests of one JAR, run as a build runs them.
 *
 * @param names every check that was run or aborted
 * @param failed what each failed check says
 */
record TckRun(Set<String> names, Map<String, String> failed) {

    static TckRun of(Class<? extends ProviderTck> tck, Path jar) {
        Set<String> names = new TreeSet<>();
        Map<String, String> failed = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tck))
                .build();
        String before = System.getProperty(ProviderTck.JAR, "");
        System.setProperty(ProviderTck.JAR, jar.toString());
        try {
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (test.isTest()) {
                        names.add(test.getDisplayName());
                    }
                    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                        failed.put(
                                test.getDisplayName(),
                                result.getThrowable().map(Throwable::toString).orElse(""));
                    }
                }
            });
        } finally {
            System.setProperty(ProviderTck.JAR, before);
        }
        return new TckRun(names, failed);
    }
}
