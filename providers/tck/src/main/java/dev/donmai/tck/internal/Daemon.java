package dev.donmai.tck.internal;

import dev.donmai.api.provider.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** A framework with what a provider's bundle finds in a daemon: the contracts, the log interface, the component runtime. */
final class Daemon implements AutoCloseable {

    /** One class of each bundle that is needed beside the provider's. */
    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function.Function",
            "org.osgi.util.promise.Promise",
            "org.osgi.service.component.ComponentContext",
            "org.apache.felix.scr.info.ScrInfo");

    private static final String LOG = "org.slf4j;version=\"2.0.20\",org.slf4j.event;version=\"2.0.20\","
            + "org.slf4j.helpers;version=\"2.0.20\",org.slf4j.spi;version=\"2.0.20\"";

    private final Framework framework;
    private final AtomicInteger installed = new AtomicInteger();

    private Daemon(Framework framework) {
        this.framework = framework;
    }

    static Daemon start(Path storage) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "");
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, contracts() + "," + LOG);
        // A provider says which versions of the host it needs; the kit belongs to the version that it was built with.
        properties.put(
                Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                "dev.donmai.host;version:Version=\"" + hostVersion() + "\"");
        // As in an update: the new revision beside the old one.
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put("felix.service.urlhandlers", "false");
        properties.put("felix.shutdown.hook", "false");
        properties.put("felix.log.level", "1");
        properties.put("ds.delayed.keepInstances", "true");
        Framework framework = new FrameworkFactory().newFramework(properties);
        try {
            framework.init();
            for (String type : BUNDLES) {
                framework
                        .getBundleContext()
                        .installBundle("reference:" + origin(Class.forName(type)))
                        .start(Bundle.START_ACTIVATION_POLICY);
            }
            framework.start();
        } catch (BundleException | ClassNotFoundException e) {
            throw new IllegalStateException("the framework of the checks does not start: " + e, e);
        }
        return new Daemon(framework);
    }

    private static URL origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** What the bundle of the contracts exports, with the versions that it exports it in. */
    private static String contracts() {
        return contractManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
    }

    /** The version of the contracts' bundle is that of the daemon it comes from. */
    private static String hostVersion() {
        Version version =
                Version.parseVersion(contractManifest().getMainAttributes().getValue(Constants.BUNDLE_VERSION));
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }

    private static Manifest contractManifest() {
        try {
            Path origin = Path.of(origin(Provider.class).toURI());
            if (Files.isDirectory(origin)) {
                try (InputStream in = Files.newInputStream(origin.resolve("META-INF/MANIFEST.MF"))) {
                    return new Manifest(in);
                }
            }
            try (JarInputStream in = new JarInputStream(Files.newInputStream(origin))) {
                return in.getManifest();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle of the contracts cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Installs a bundle; none of its code is loaded. */
    Bundle install(Path jar) {
        // A location of its own each time: the same one would give the same bundle again.
        String location = "tck:" + installed.incrementAndGet() + ":" + jar;
        try (InputStream content = Files.newInputStream(jar)) {
            return framework.getBundleContext().installBundle(location, content);
        } catch (IOException e) {
            throw new UncheckedIOException(jar + " cannot be read", e);
        } catch (BundleException e) {
            throw new AssertionError("The framework does not install it: " + e.getMessage(), e);
        }
    }

    /** Removes a bundle with everything that is wired to it. */
    void remove(Bundle bundle) throws BundleException {
        bundle.uninstall();
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
