package dev.donmai.launcher.service;

import dev.donmai.launcher.service.ServiceFacts.Activity;
import dev.donmai.process.Program;
import dev.donmai.process.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A unit of systemd ({@code config.md} §4.1): ours, or where only that is there, the one the reference installs. */
final class SystemdService implements Service {

    private static final List<String> UNITS = List.of("donmai-daemon.service", "rensei-daemon.service");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<String> RUNNING = Set.of("active", "reloading");
    private static final Set<String> NOT_RUNNING = Set.of("inactive", "failed", "activating", "deactivating");
    private static final Logger LOG = LoggerFactory.getLogger(SystemdService.class);

    private final boolean system;
    private final Path units;
    private final Map<String, String> environment;

    SystemdService(boolean system, Path home, Map<String, String> environment) {
        this.system = system;
        this.units = system ? Path.of("/etc/systemd/system") : home.resolve(".config/systemd/user");
        this.environment = environment;
    }

    @Override
    public ServiceFacts facts(Path script) throws InterruptedException {
        Path unit = unit();
        boolean installed = Files.exists(unit);
        Activity activity = activity(name(unit));
        String detail = installed && activity != Activity.UNKNOWN
                ? systemctl("status", "--no-pager", name(unit))
                        .map(ProgramResult::stdout)
                        .orElse("")
                : "";
        return new ServiceFacts("linux", unit, installed, activity, program(unit, script), detail.strip());
    }

    @Override
    public Optional<Journal> journal() {
        Path unit = unit();
        return Files.exists(unit) ? Optional.of(new Journal(name(unit), system, environment)) : Optional.empty();
    }

    private Path unit() {
        return UNITS.stream()
                .map(units::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(units.resolve(UNITS.getFirst()));
    }

    private static String name(Path unit) {
        return String.valueOf(unit.getFileName());
    }

    private Activity activity(String name) throws InterruptedException {
        String word = systemctl("is-active", name)
                .map(result -> result.stdout().strip())
                .orElse("");
        if (RUNNING.contains(word)) {
            return Activity.ACTIVE;
        }
        return NOT_RUNNING.contains(word) ? Activity.INACTIVE : Activity.UNKNOWN;
    }

    private Optional<ProgramResult> systemctl(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        if (!system) {
            command.add("--user");
        }
        command.addAll(List.of(arguments));
        try {
            return Optional.of(Program.of(command)
                    .environment(environment)
                    .deadline(PATIENCE)
                    .run());
        } catch (IOException e) {
            LOG.debug("systemd cannot be asked: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The first word of {@code ExecStart}, which may be quoted. */
    private static Path program(Path unit, Path script) {
        try {
            return Files.exists(unit)
                    ? Files.readAllLines(unit).stream()
                            .filter(line -> line.startsWith("ExecStart="))
                            .map(line -> firstWord(line.substring("ExecStart=".length())))
                            .findFirst()
                            .orElse(script)
                    : script;
        } catch (IOException e) {
            LOG.debug("{} cannot be read", unit, e);
            return script;
        }
    }

    private static Path firstWord(String command) {
        String text = command.strip();
        String word = text.startsWith("\"") ? text.substring(1).split("\"", 2)[0] : text.split("\\s", 2)[0];
        return Path.of(word.replace("%%", "%"));
    }
}
