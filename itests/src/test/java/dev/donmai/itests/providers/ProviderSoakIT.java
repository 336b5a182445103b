package dev.donmai.itests.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Installs, runs, updates and removes a provider again and again, and looks for what is left of it. */
@Tag("soak")
class ProviderSoakIT {

    private static final int CYCLES = Integer.getInteger("donmai.soak.cycles", 1000);

    /** After so many everything that is made once has been made. */
    private static final int WARM = 10;

    private static final String INSTALL = "/api/daemon/providers/install";

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    /**
     * What a daemon holds.
     *
     * @param loaders class loaders of bundles, after a collection
     * @param threads of the daemon's own, by their names
     * @param handles open files
     * @param children processes
     */
    private record Held(long loaders, long threads, long handles, long children) {

        static Held by(long pid) {
            try {
                jcmd(pid, "GC.run");
                long loaders = jcmd(pid, "VM.classloaders", "fold=false")
                        .lines()
                        .filter(line -> line.contains("BundleClassLoader"))
                        .count();
                long threads = jcmd(pid, "Thread.print")
                        .lines()
                        .filter(line -> line.startsWith("\"donmai-"))
                        .count();
                try (Stream<Path> handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
                    return new Held(
                            loaders,
                            threads,
                            handles.count(),
                            ProcessHandle.of(pid).orElseThrow().descendants().count());
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String jcmd(long pid, String... words) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
            command.add(Long.toString(pid));
            command.addAll(List.of(words));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
            return output;
        }
    }

    @Test
    void nothingIsLeftOfProvidersThatCameAndWent() throws IOException {
        Path jars = Files.createDirectories(home.temporary().resolve("jars"));
        Path first = new AgentJar(jars, "1.0.0").build();
        Path second = new AgentJar(jars, "2.0.0").build();
        home.project("sample", TestRepository.create(home.temporary().resolve("repository")));
        DaemonProcess daemon = home.start();
        ControlApi api = daemon.api();
        Held base = new Held(0, 0, 0, 0);
        for (int n = 1; n <= CYCLES; n++) {
            cycle(api, n, first, second);
            if (n == WARM) {
                base = settled(daemon, api);
                System.out.println("after " + n + " cycles: " + base);
            }
        }
        Held held = base;
        Held last = Eventually.await("everything to be given back")
                .until(
                        () -> settled(daemon, api),
                        now -> now.loaders() <= held.loaders()
                                && now.threads() <= held.threads()
                                && now.handles() <= held.handles()
                                && now.children() <= held.children());
        System.out.println("after " + CYCLES + " cycles: " + last);
    }

    private void cycle(ControlApi api, int n, Path first, Path second) {
        change(api, first);
        String id = "soak-" + n;
        api.accept(Specs.agent(id, "sample", "echo", "echo \"$ECHO_VERSION\"\n"));
        change(api, second);
        assertThat(api.awaitEnd(id).path("handle").path("state").asText()).isEqualTo("completed");
        assertThat(home.state().resolve("providers").resolve("echo.jar")).exists();
        try {
            Files.delete(home.state().resolve("providers").resolve("echo.jar"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Eventually.await("the provider to be gone")
                .until(() ->
                        !api.get("/api/daemon/providers?families=all").body().contains("\"echo\""));
    }

    private static void change(ControlApi api, Path jar) {
        ControlApi.Answer answer = api.post(INSTALL, Json.object().put("path", jar.toString()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static Held settled(DaemonProcess daemon, ControlApi api) {
        assertThat(api.sessions()).isEmpty();
        return Held.by(daemon.pid());
    }
}
