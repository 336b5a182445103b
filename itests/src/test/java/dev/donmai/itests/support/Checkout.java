package dev.donmai.itests.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build put things. */
public final class Checkout {

    private Checkout() {}

    /** The root of the sources. */
    public static Path root() {
        return Path.of(property("donmai.checkout")).normalize();
    }

    /**
     * The built distribution.
     *
     * @throws IllegalStateException when it was not built; the message says how to
     */
    public static Path distribution() {
        Path home = Path.of(property("donmai.home")).normalize();
        if (!Files.isExecutable(home.resolve("bin").resolve("donmai"))) {
            throw new IllegalStateException("no distribution at " + home + ": ./mvnw package -DskipTests builds it");
        }
        return home;
    }

    private static String property(String name) {
        String value = System.getProperty(name, "");
        if (value.isEmpty()) {
            throw new IllegalStateException("set the system property " + name + ", as itests/pom.xml does");
        }
        return value;
    }
}
