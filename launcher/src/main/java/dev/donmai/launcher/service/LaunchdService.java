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
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent of launchd ({@code config.md} §4.2): ours, or where only that is there, the one the reference installs. */
final class LaunchdService implements Service {

    private static final List<String> LABELS = List.of("dev.donmai.daemon", "dev.rensei.daemon");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern PID = Pattern.compile("\"PID\" = \\d+");
    private static final Logger LOG = LoggerFactory.getLogger(LaunchdService.class);

    private final Path agents;
    private final Map<String, String> environment;

    LaunchdService(Path home, Map<String, String> environment) {
        this.agents = home.resolve("Library/LaunchAgents");
        this.environment = environment;
    }

    @Override
    public ServiceFacts facts(Path script) throws InterruptedException {
        String label = label();
        Path agent = definition(label);
        Optional<String> answer = launchctl("list", label);
        Activity activity = answer.map(text -> PID.matcher(text).find() ? Activity.ACTIVE : Activity.INACTIVE)
                .orElse(Activity.UNKNOWN);
        String detail = switch (activity) {
            case ACTIVE -> label + " is loaded and runs";
            case INACTIVE -> label + " does not run";
            case UNKNOWN -> "";
        };
        return new ServiceFacts("darwin", agent, Files.exists(agent), activity, script, detail);
    }

    /** An agent's log is a file. */
    @Override
    public Optional<Journal> journal() {
        return Optional.empty();
    }

    private String label() {
        return LABELS.stream()
                .filter(label -> Files.exists(definition(label)))
                .findFirst()
                .orElse(LABELS.getFirst());
    }

    private Path definition(String label) {
        return agents.resolve(label + ".plist");
    }

    private Optional<String> launchctl(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("launchctl"));
        command.addAll(List.of(arguments));
        try {
            ProgramResult result = Program.of(command)
                    .environment(environment)
                    .deadline(PATIENCE)
                    .run();
            return Optional.of(result.stdout());
        } catch (IOException e) {
            LOG.debug("launchd cannot be asked: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
