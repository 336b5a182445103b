package dev.donmai.store.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of its own until it is killed by SIGKILL in the middle of what it does. */
final class KilledProcess {

    private KilledProcess() {}

    /**
     * Kills after so many lines of output, and then some that were under way.
     *
     * @return the complete lines
     */
    static List<String> run(Class<?> main, List<String> arguments, int lines) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null) {
                said.add(line);
                if (said.size() == lines) {
                    // By the handle: the process itself would close the pipe, with what is still in it.
                    child.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        }
        child.waitFor();
        // The last line may have been cut in the pipe.
        said.removeLast();
        return said;
    }
}
