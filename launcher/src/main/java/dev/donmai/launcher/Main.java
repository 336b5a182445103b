package dev.donmai.launcher;

import java.lang.reflect.InvocationTargetException;

/**
 * The first class that is loaded. It is compiled for an older Java and refers to no other class of the program, so that
 * an older JVM prints a sentence instead of an UnsupportedClassVersionError.
 */
public final class Main {

    private static final int NEEDED = 25;

    private Main() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        int running = Runtime.version().feature();
        if (running < NEEDED) {
            System.err.println("Error: Donmai needs Java " + NEEDED + ", this is Java " + running + ": install a JDK "
                    + NEEDED + " (for example Eclipse Temurin) or point DONMAI_JAVA_HOME at it.");
            Runtime.getRuntime().halt(1);
        }
        try {
            Class.forName("dev.donmai.launcher.cli.CommandLineProgram")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the program broke off", e.getCause());
        }
    }
}
