package dev.donmai.launcher;

import dev.donmai.launcher.framework.Distribution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a worker process is started: a small JVM that is up fast and does not stay long. */
final class WorkerCommand {

    private static final String MAIN = "dev.donmai.worker.WorkerMain";

    private WorkerCommand() {}

    static List<String> of(Distribution distribution) {
        String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path flags = distribution.home().resolve("lib").resolve("agent.jvmargs");
        List<String> command = new ArrayList<>(List.of(program, "@" + flags));
        ClassCache.of(distribution, "agent").ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        command.addAll(List.of("-cp", distribution.workerJar().toString(), MAIN));
        return List.copyOf(command);
    }
}
