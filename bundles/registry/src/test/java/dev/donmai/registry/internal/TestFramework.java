package dev.donmai.registry.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Felix with Declarative Services; the provider contract comes from the class path, as in the daemon. */
final class TestFramework {

    private static final String SYSTEM_PACKAGES = String.join(
            ",",
            "dev.donmai.api.agent;version=1.0.0",
            "dev.donmai.api.issuetracker;version=1.0.0",
            "dev.donmai.api.kit;version=1.0.0",
            "dev.donmai.api.provider;version=1.0.0",
            "dev.donmai.api.sandbox;version=1.0.0",
            "dev.donmai.api.vcs;version=1.0.0",
            "org.osgi.service.component;version=1.5.1",
            "org.osgi.service.component.runtime;version=1.5.0",
            "org.osgi.service.component.runtime.dto;version=1.5.0",
            "org.slf4j;version=2.0.20",
            "org.osgi.util.promise;version=1.3.0",
            "org.osgi.util.function;version=1.2.0");

    private final Framework framework;

    TestFramework(Path storage) throws BundleException, IOException {
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        framework = factory.newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE,
                storage.toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN,
                Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SYSTEM_PACKAGES,
                Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                "dev.donmai.host;version:Version=1.4",
                Constants.FRAMEWORK_BSNVERSION,
                Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                "felix.service.urlhandlers",
                "false"));
        framework.init();
        framework.start();
        Bundle scr =
                framework.getBundleContext().installBundle("reference:" + jarOf("org.apache.felix.scr.impl.Activator"));
        scr.start();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The JAR on the test's class path that holds a class. */
    static URI jarOf(String className) {
        try {
            return Class.forName(className)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
