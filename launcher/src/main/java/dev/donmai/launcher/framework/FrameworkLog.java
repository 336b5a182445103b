package dev.donmai.launcher.framework;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** Sends what the framework has to say to the log. */
final class FrameworkLog extends Logger {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("dev.donmai.framework");

    @Override
    protected void doLog(
            @Nullable Bundle bundle,
            @Nullable @SuppressWarnings("rawtypes") ServiceReference service,
            int level,
            String message,
            @Nullable Throwable error) {
        doLog(level, bundle == null ? message : bundle.getSymbolicName() + ": " + message, error);
    }

    @Override
    protected void doLog(int level, String message, @Nullable Throwable error) {
        switch (level) {
            case LOG_ERROR -> LOG.error(message, error);
            case LOG_WARNING -> LOG.warn(message, error);
            case LOG_INFO -> LOG.debug(message, error);
            default -> LOG.trace(message, error);
        }
    }
}
