package dev.donmai.registry.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/** Says in a sentence why a bundle did not start. */
final class StartFailure {

    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([^)\\s]+)\\)");
    private static final Pattern JAVA = Pattern.compile("\\(osgi\\.ee=JavaSE\\)\\(version[>=]+([0-9.]+)\\)");
    private static final Pattern EXTENDER = Pattern.compile("osgi\\.extender=([^)\\s]+)\\)");

    private StartFailure() {}

    static String reason(BundleException e) {
        String message = String.valueOf(e.getMessage());
        if (e.getType() == BundleException.RESOLVE_ERROR) {
            // The innermost requirement stands last: the outer ones only lead to it.
            String missing = last(PACKAGE, message);
            if (!missing.isEmpty()) {
                return "unresolved: it imports the package " + missing + ", which nothing here exports in that version";
            }
            String java = last(JAVA, message);
            if (!java.isEmpty()) {
                return "unresolved: it needs Java " + java + ", this is Java "
                        + Runtime.version().feature();
            }
            String extender = last(EXTENDER, message);
            return extender.isEmpty()
                    ? "unresolved: " + message
                    : "unresolved: it needs the extender " + extender + ", which is not here";
        }
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "activation failed: " + cause;
    }

    private static String last(Pattern pattern, String message) {
        String found = "";
        Matcher matcher = pattern.matcher(message);
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found;
    }
}
