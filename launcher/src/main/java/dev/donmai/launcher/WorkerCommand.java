package dev.donmai.launcher;

import dev.donmai.launcher.framework.Distribution;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How a worker process is started: a small JVM that is up fast and does not stay long. */
final class WorkerCommand {

    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xms16m",
            "-Xmx160m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=deny");

    private WorkerCommand() {}

    static List<String> of(Distribution distribution) {
        String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(
                        List.of(program),
                        FLAGS,
                        List.of("-cp", distribution.workerJar().toString(), "dev.donmai.worker.WorkerMain"))
                .flatMap(List::stream)
                .toList();
    }
}
