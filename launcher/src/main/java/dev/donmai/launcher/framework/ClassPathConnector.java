package dev.donmai.launcher.framework;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/** Connects the daemon's own bundles to their JARs on the class path; all other locations are ordinary bundles. */
final class ClassPathConnector implements ModuleConnector {

    static final String PREFIX = "donmai:";

    private final Map<String, CoreBundle> bundles;

    ClassPathConnector(Iterable<CoreBundle> core) {
        bundles = java.util.stream.StreamSupport.stream(core.spliterator(), false)
                .collect(Collectors.toMap(bundle -> bundle.location(FrameworkMode.CONNECT), Function.identity()));
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {}

    @Override
    public Optional<ConnectModule> connect(String location) {
        return Optional.ofNullable(bundles.get(location)).map(bundle -> {
            JarContent content = new JarContent(bundle.jar(), ClassPathConnector.class.getClassLoader());
            return () -> content;
        });
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.empty();
    }
}
