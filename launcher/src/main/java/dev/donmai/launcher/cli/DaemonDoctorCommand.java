package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.launcher.doctor.Check;
import dev.donmai.launcher.doctor.LocalChecks;
import dev.donmai.launcher.framework.BootException;
import dev.donmai.launcher.framework.Distribution;
import dev.donmai.launcher.service.ServiceFacts;
import dev.donmai.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code donmai daemon doctor} ({@code cli.md} §2.5). */
@Command(
        name = "doctor",
        description = {
            "Look whether everything is as it should be: the service, this machine, and the daemon's own checks.",
            "Exits 1 when something is not; warnings do not count. A daemon that runs makes up for a missing service."
        })
final class DaemonDoctorCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final Target target = new Target();

    @Mixin
    private final ServiceScope scope = new ServiceScope();

    @Mixin
    private final OutputForm form = new OutputForm();

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration (default: daemon.yaml of the state).")
    private Path config = Path.of("");

    DaemonDoctorCommand(Program program) {
        this.program = program;
    }

    /** Whether a daemon answers, and what it says about itself. */
    private record Answer(boolean runs, JsonNode reply, List<Check> checks) {}

    @Override
    public Integer call() throws BootException, ClientException, CommandFailure, InterruptedException {
        ServiceFacts facts =
                scope.service(program.environment()).facts(Distribution.locate().script());
        List<Check> local = new ArrayList<>(
                new LocalChecks(program.state(), program.configuration(config), program.options()).look());
        Answer answer = ask(local);
        local.add(service(facts, answer.runs()));
        DoctorText text = new DoctorText(facts, local, answer.reply(), answer.checks());
        form.print(program.console(), text);
        List<Check> failed = text.failed();
        if (!facts.installed() && !answer.runs()) {
            throw new CommandFailure("service is not installed, and no daemon answers — run `donmai daemon run`");
        }
        if (!failed.isEmpty()) {
            throw new CommandFailure("daemon doctor: "
                    + String.join(", ", failed.stream().map(Check::name).toList()) + " failed");
        }
        return 0;
    }

    private Answer ask(List<Check> local) throws ClientException, InterruptedException {
        try (ControlClient client = program.client(target)) {
            JsonNode reply =
                    client.get(ControlClient.API + "/doctor", JsonNode.class).json();
            local.add(Check.ok("daemon", "a daemon answers on " + client.address()));
            List<Check> checks = new ArrayList<>();
            reply.path("checks")
                    .forEach(check -> checks.add(new Check(
                            check.path("name").asText(""),
                            Check.State.named(check.path("state").asText("")),
                            check.path("summary").asText(""),
                            check.path("remedy").asText(""))));
            return new Answer(true, reply, checks);
        } catch (ClientException e) {
            boolean runs = e.status() != 0;
            if (!runs && !e.mayPass()) {
                throw e;
            }
            local.add(Check.failed("daemon", String.valueOf(e.getMessage()), ""));
            return new Answer(runs, Json.object(), List.of());
        }
    }

    /** A daemon that was started by hand needs no service; then it only will not come back by itself. */
    private static Check service(ServiceFacts facts, boolean runs) {
        String definition = String.valueOf(facts.definition());
        if (!facts.installed()) {
            String summary = definition + " is not installed";
            return runs
                    ? Check.warning("service", summary + "; nothing starts the daemon with the machine", "")
                    : Check.failed("service", summary, "");
        }
        if (!Files.isExecutable(facts.program())) {
            return Check.failed("service", "it starts " + facts.program() + ", which cannot be run", "");
        }
        return switch (facts.activity()) {
            case ACTIVE -> Check.ok("service", definition + " is active");
            case INACTIVE ->
                runs
                        ? Check.warning("service", definition + " is inactive; the daemon was started without it", "")
                        : Check.failed("service", definition + " is inactive", "start it, and look into its log");
            case UNKNOWN -> Check.warning("service", "the service manager cannot be asked about " + definition, "");
        };
    }
}
