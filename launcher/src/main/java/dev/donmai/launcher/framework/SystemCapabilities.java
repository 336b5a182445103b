package dev.donmai.launcher.framework;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the platform offers to bundles besides packages. */
final class SystemCapabilities {

    private SystemCapabilities() {}

    /** The execution environment: every Java version up to the running one. */
    static String text() {
        String versions = Stream.concat(
                        IntStream.rangeClosed(0, 8).mapToObj(minor -> "1." + minor),
                        IntStream.rangeClosed(9, Runtime.version().feature()).mapToObj(Integer::toString))
                .collect(Collectors.joining(","));
        return "osgi.ee;osgi.ee=\"OSGi/Minimum\";version:List<Version>=\"1.0,1.1,1.2\","
                + "osgi.ee;osgi.ee=JavaSE;version:List<Version>=\"" + versions + "\"";
    }
}
