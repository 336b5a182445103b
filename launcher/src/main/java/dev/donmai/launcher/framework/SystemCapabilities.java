package dev.donmai.launcher.framework;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the platform offers to bundles besides packages. */
final class SystemCapabilities {

    private SystemCapabilities() {}

    /** Bundles ask for a version of Donmai by this name. */
    private static final String HOST = "dev.donmai.host";

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+){0,2}");

    /**
     * The execution environment: every Java version up to the running one; and the version of the program, of which only
     * the numbers count.
     */
    static String text(String version) {
        Matcher numbers = VERSION.matcher(version);
        String versions = Stream.concat(
                        IntStream.rangeClosed(0, 8).mapToObj(minor -> "1." + minor),
                        IntStream.rangeClosed(9, Runtime.version().feature()).mapToObj(Integer::toString))
                .collect(Collectors.joining(","));
        return "osgi.ee;osgi.ee=\"OSGi/Minimum\";version:List<Version>=\"1.0,1.1,1.2\","
                + "osgi.ee;osgi.ee=JavaSE;version:List<Version>=\"" + versions + "\","
                + HOST + ";version:Version=\"" + (numbers.lookingAt() ? numbers.group() : "0") + "\"";
    }
}
