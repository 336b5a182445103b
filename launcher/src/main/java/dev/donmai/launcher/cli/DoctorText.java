package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.launcher.doctor.Check;
import dev.donmai.launcher.service.ServiceFacts;
import dev.donmai.launcher.service.ServiceFacts.Activity;
import dev.donmai.model.Json;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the doctor found ({@code cli.md} §2.5).
 *
 * @param local checks of this machine
 * @param reply what the daemon says about itself; empty when it does not answer
 * @param checks the daemon's own
 */
record DoctorText(ServiceFacts facts, List<Check> local, JsonNode reply, List<Check> checks) implements View {

    /** What counts as an error. */
    List<Check> failed() {
        return all().filter(check -> check.state() == Check.State.FAILED).toList();
    }

    private Stream<Check> all() {
        return Stream.concat(local.stream(), checks.stream());
    }

    @Override
    public JsonNode json() {
        ObjectNode json = Json.object()
                .put("OS", facts.os())
                .put("ServicePath", String.valueOf(facts.definition()))
                .put("Installed", facts.installed());
        switch (facts.activity()) {
            case ACTIVE -> json.put("Active", true);
            case INACTIVE -> json.put("Active", false);
            case UNKNOWN -> json.putNull("Active");
        }
        json.put("Detail", facts.detail());
        json.set("checks", Json.mapper().valueToTree(local));
        if (!reply.isEmpty()) {
            json.set("daemon", reply);
        }
        return json;
    }

    @Override
    public List<String> names() {
        return all().map(check -> "check/" + check.name()).toList();
    }

    @Override
    public void print(Console console, boolean wide) {
        // The labels are those of the reference, which aligns all but one.
        console.line("OS:               " + facts.os());
        console.line("Service path:     " + facts.definition());
        console.line("Service installed: " + facts.installed());
        console.line("Service active:   "
                + (facts.activity() == Activity.UNKNOWN ? "(unknown)" : facts.activity() == Activity.ACTIVE));
        console.line("Host binary:      " + facts.program());
        console.line("Binary present:   " + Files.isExecutable(facts.program()));
        if (!facts.detail().isEmpty()) {
            console.line("");
            console.line(facts.detail());
        }
        console.line("");
        console.line("This machine:");
        print(console, local);
        if (!checks.isEmpty()) {
            console.line("");
            console.line("Daemon:");
            print(console, checks);
        }
    }

    private static void print(Console console, List<Check> checks) {
        Columns columns = new Columns("  ");
        for (Check check : checks) {
            String colour = switch (check.state()) {
                case OK -> "32";
                case WARNING -> "33";
                case FAILED -> "31";
            };
            String remedy = check.remedy().isEmpty() ? "" : " — " + check.remedy();
            columns.row(
                    List.of(console.paint(check.state().wireName(), colour), check.name(), check.summary() + remedy));
        }
        columns.print(console);
    }
}
