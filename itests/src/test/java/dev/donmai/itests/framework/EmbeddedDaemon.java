package dev.donmai.itests.framework;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.host.DaemonControl;
import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.DaemonStartException;
import dev.donmai.itests.support.Checkout;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.itests.support.Trees;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** The daemon of the framework that a test runs in, driven as the launcher drives it. */
final class EmbeddedDaemon {

    static final String PROJECT = "sample";

    private static @Nullable EmbeddedDaemon running;

    private final DaemonControl control;
    private final Path temporary;
    private final TestRepository repository;

    private EmbeddedDaemon(DaemonControl control, Path temporary, TestRepository repository) {
        this.control = control;
        this.temporary = temporary;
        this.repository = repository;
    }

    /** Starts it when it is first asked for. */
    static synchronized EmbeddedDaemon in(BundleContext context) {
        EmbeddedDaemon daemon = running;
        if (daemon == null) {
            daemon = start(context);
            running = daemon;
        }
        return daemon;
    }

    ControlApi api() {
        return new ControlApi(control.address());
    }

    /** What the project works on. */
    TestRepository repository() {
        return repository;
    }

    /** Stops it and returns its exit code. */
    int stop() throws Exception {
        control.stop("the test is over");
        int code = control.exit().get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Trees.delete(temporary);
        return code;
    }

    private static EmbeddedDaemon start(BundleContext context) {
        try {
            Path temporary = Files.createTempDirectory("donmai-it-plain-").toRealPath();
            TestRepository repository = TestRepository.create(temporary.resolve("repository"));
            Path state = Files.createDirectories(temporary.resolve("state"));
            Path home = Files.createDirectories(temporary.resolve("home"));
            ObjectNode config = Json.object();
            config.putObject("machine").put("id", "plain");
            config.putArray("projects").addObject().put("id", PROJECT).put("repository", repository.url());
            config.putObject("agents").putObject("command").putArray("argv").add("/bin/sh");
            Files.writeString(state.resolve("daemon.yaml"), config.toPrettyString());
            context.registerService(
                    DaemonOptions.class,
                    new DaemonOptions(
                            "",
                            state.toString(),
                            "",
                            "auto",
                            "plain-mode",
                            providers(),
                            worker(),
                            Map.of(
                                    "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                                    "HOME", home.toString()),
                            ownJars()),
                    null);
            DaemonControl control = Services.of(context, DaemonControl.class);
            control.start();
            return new EmbeddedDaemon(control, temporary, repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DaemonStartException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static List<Path> providers() throws IOException {
        try (Stream<Path> jars = Files.list(Checkout.distribution().resolve("providers"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Set<String> ownJars() throws IOException {
        try (Stream<String> lines =
                Files.lines(Checkout.distribution().resolve("lib").resolve("SHA256SUMS"))) {
            return lines.map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
        }
    }

    private static List<String> worker() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Checkout.distribution()
                        .resolve("lib")
                        .resolve("donmai-agent.jar")
                        .toString(),
                "dev.donmai.worker.WorkerMain");
    }
}
