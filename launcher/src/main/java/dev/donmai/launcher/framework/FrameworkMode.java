package dev.donmai.launcher.framework;

import java.util.Locale;

/** Where the classes of the daemon's own bundles come from. */
public enum FrameworkMode {
    /** From the class path of the program: the fast way, and what a class-data archive covers. */
    CONNECT,
    /** From the bundles' JARs, each with a class loader of its own, so that imports are enforced. */
    PLAIN;

    /**
     * The mode of that name; connect when it is empty.
     *
     * @throws IllegalArgumentException when there is no such mode; the message says which there are
     */
    public static FrameworkMode named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "", "connect" -> CONNECT;
            case "plain" -> PLAIN;
            default ->
                throw new IllegalArgumentException("framework mode \"" + name + "\" is neither connect nor plain");
        };
    }
}
