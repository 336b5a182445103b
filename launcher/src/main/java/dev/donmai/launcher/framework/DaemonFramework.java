package dev.donmai.launcher.framework;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.LogRedaction;
import dev.donmai.launcher.log.LogSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.log.LoggerFactory;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;

/** A framework with the daemon's bundles in it. Not thread-safe; {@link #close} may be called more than once. */
public final class DaemonFramework implements AutoCloseable {

    private static final Logger LOG = org.slf4j.LoggerFactory.getLogger(DaemonFramework.class);

    /** How long the daemon's components may take to find each other. */
    private static final Duration ASSEMBLY = Duration.ofSeconds(10);

    /** How long bundles may take to stop; the daemon itself has stopped before. */
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Framework framework;
    private final List<Bundle> core = new ArrayList<>();
    private final List<FrameworkEvent> errors = new CopyOnWriteArrayList<>();

    private DaemonFramework(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the framework with all core bundles.
     *
     * @param storage a directory for the framework alone; emptied
     * @throws BootException naming what is missing
     */
    public static DaemonFramework boot(
            Distribution distribution, FrameworkMode mode, DaemonOptions options, Path storage) throws BootException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Threads inherit it; a drop-in bundle must not see the program's class path through one of them.
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            Map<String, Object> properties = properties(distribution, storage);
            FrameworkFactory factory = new FrameworkFactory();
            DaemonFramework booted = new DaemonFramework(
                    switch (mode) {
                        case CONNECT ->
                            factory.newFramework(texts(properties), new ClassPathConnector(distribution.core()));
                        case PLAIN -> factory.newFramework(texts(properties));
                    });
            try {
                booted.start(distribution, mode, options);
                return booted;
            } catch (BootException e) {
                booted.close();
                throw e;
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Map<String, Object> properties(Distribution distribution, Path storage) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        // Everything in it can be made again; what was left by a crash is never read.
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(CoreBundle.LAST_LEVEL));
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "");
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES, distribution.systemPackages());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, distribution.extraPackages());
        properties.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES, SystemCapabilities.text(distribution.version()));
        // The next version of a provider is installed beside the one that is in use.
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put("felix.service.urlhandlers", "false");
        properties.put("felix.resolver.parallelism", "1");
        properties.put("felix.shutdown.hook", "false");
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("ds.lock.timeout.milliseconds", "10000");
        // A component that nobody holds at the moment keeps what it knows.
        properties.put("ds.delayed.keepInstances", "true");
        return properties;
    }

    /** Felix takes objects as values too, whatever the type says. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(Map<String, Object> properties) {
        return (Map<String, String>) (Map<?, ?>) properties;
    }

    private void start(Distribution distribution, FrameworkMode mode, DaemonOptions options) throws BootException {
        try {
            framework.init();
            BundleContext context = framework.getBundleContext();
            context.addFrameworkListener(event -> {
                if (event.getType() == FrameworkEvent.ERROR) {
                    errors.add(event);
                }
            });
            context.registerService(DaemonOptions.class, options, null);
            context.registerService(LoggerFactory.class, new ComponentLog(), null);
            context.registerService(LogRedaction.class, LogSink.process()::hideConfigured, null);
            for (CoreBundle bundle : distribution.core()) {
                core.add(install(context, bundle, mode));
            }
            framework.adapt(FrameworkWiring.class).resolveBundles(core);
            for (Bundle bundle : core) {
                if (bundle.getState() == Bundle.INSTALLED) {
                    throw new BootException(Diagnosis.unresolved(core));
                }
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
            framework.start();
        } catch (BundleException e) {
            throw new BootException("the framework does not start: " + e.getMessage(), e);
        }
        if (!errors.isEmpty()) {
            FrameworkEvent first = errors.getFirst();
            Throwable cause = first.getThrowable();
            throw new BootException(
                    "bundle " + first.getBundle().getSymbolicName() + " does not start: " + cause.getMessage(), cause);
        }
    }

    private static Bundle install(BundleContext context, CoreBundle bundle, FrameworkMode mode) throws BootException {
        try {
            Bundle installed = context.installBundle(bundle.location(mode));
            installed.adapt(BundleStartLevel.class).setStartLevel(bundle.startLevel());
            return installed;
        } catch (BundleException e) {
            throw new BootException(bundle.jar() + " cannot be installed: " + e.getMessage(), e);
        }
    }

    /**
     * The daemon in the framework.
     *
     * @throws BootException when one of its components misses something, naming what
     */
    public DaemonControl control() throws BootException {
        BundleContext context = framework.getBundleContext();
        Diagnosis diagnosis = new Diagnosis(context, core);
        List<String> missing = diagnosis.unsatisfied();
        ServiceTracker<DaemonControl, DaemonControl> tracker = new ServiceTracker<>(context, DaemonControl.class, null);
        // All services: in plain mode the framework thinks that this side does not see the interface.
        tracker.open(true);
        try {
            // Components are activated while their bundles start: waiting is for what came later than that.
            DaemonControl control = missing.isEmpty() ? tracker.waitForService(ASSEMBLY.toMillis()) : null;
            if (control == null) {
                List<String> reasons = missing.isEmpty() ? diagnosis.unsatisfied() : missing;
                throw new BootException(
                        reasons.isEmpty()
                                ? "no bundle offers the daemon's control (" + DaemonControl.class.getName() + ")"
                                : "the daemon is not complete: " + String.join("; ", reasons));
            }
            return control;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BootException("interrupted while the daemon was assembled", e);
        }
    }

    /** Stops all bundles. */
    @Override
    public void close() {
        try {
            framework.stop();
            FrameworkEvent event = framework.waitForStop(STOP.toMillis());
            if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.warn("the framework did not stop within {} s", STOP.toSeconds());
            }
        } catch (BundleException e) {
            LOG.warn("the framework did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
