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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Installs, runs, updates and removes providers again and again, and looks for what is left of them. */
@Tag("soak")
class ProviderSoakIT {

    private static final int CYCLES = Integer.getInteger("donmai.soak.cycles", 1000);

    /** After so many everything that is made once has been made. */
    private static final int WARM = 10;

    /** How many providers come and go at once: a cycle is mostly waiting. */
    private static final int LANES = 4;

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
    void nothingIsLeftOfProvidersThatCameAndWent() throws Exception {
        home.project("sample", TestRepository.create(home.temporary().resolve("repository")));
        DaemonProcess daemon = home.capacity(LANES).start();
        ControlApi api = daemon.api();
        List<Lane> lanes = new ArrayList<>();
        for (int n = 0; n < LANES; n++) {
            lanes.add(new Lane("echo-" + n, api));
        }
        cycle(lanes, 0, WARM);
        Held base = settled(daemon, api);
        System.out.println("after " + WARM + " cycles: " + base);
        cycle(lanes, WARM, CYCLES);
        Held last = Eventually.await("everything to be given back")
                .until(
                        () -> settled(daemon, api),
                        now -> now.loaders() <= base.loaders()
                                && now.threads() <= base.threads()
                                && now.handles() <= base.handles()
                                && now.children() <= base.children());
        System.out.println("after " + CYCLES + " cycles: " + last);
    }

    /** Runs the cycles from one number to another, those of a lane one after the other and the lanes side by side. */
    private static void cycle(List<Lane> lanes, int from, int to) throws Exception {
        AtomicInteger next = new AtomicInteger(from);
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (Lane lane : lanes) {
                running.add(threads.submit(() -> {
                    for (int n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
                        lane.cycle(n);
                    }
                }));
            }
            for (Future<?> lane : running) {
                lane.get();
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println((to - from) + " cycles took " + took.toSeconds() + " s");
    }

    /** One provider that comes and goes. What its cycles wait for costs nothing while another lane works. */
    private final class Lane {

        private final String id;
        private final ControlApi api;
        private final Path first;
        private final Path second;

        Lane(String id, ControlApi api) throws IOException {
            this.id = id;
            this.api = api;
            Path jars = Files.createDirectories(home.temporary().resolve("jars"));
            first = new AgentJar(jars, "1.0.0").named(id).build();
            second = new AgentJar(jars, "2.0.0").named(id).build();
        }

        void cycle(int n) {
            change(api, first);
            String session = "soak-" + n;
            api.accept(Specs.agent(session, "sample", id, "echo \"$ECHO_VERSION\"\n"));
            change(api, second);
            assertThat(api.awaitEnd(session).path("handle").path("state").asText())
                    .isEqualTo("completed");
            assertThat(Json.line(api.events(session, 0))).contains("1.0.0");
            try {
                Files.delete(home.state().resolve("providers").resolve(id + ".jar"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Eventually.await("the provider to be gone")
                    .until(() -> !api.get("/api/daemon/providers?families=all")
                            .body()
                            .contains("\"" + id + "\""));
        }
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
