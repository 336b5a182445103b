package dev.donmai.orchestrator.internal.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import dev.donmai.standin.ItemView;
import dev.donmai.standin.StandIn;
import dev.donmai.standin.StandInOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A stand-in orchestrator in a process of its own, so that its memory is not taken for the daemons'. It is told what to do line by line. */
final class OrchestratorProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader replies;
    private final BufferedWriter commands;
    private final String url;

    OrchestratorProcess() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrchestratorProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        replies = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
        url = reply();
    }

    String url() {
        return url;
    }

    /** Queues that many items for the project {@code shop}. */
    void offer(int items) throws IOException {
        ask("offer " + items);
    }

    /** Lets things go wrong, {@code poll=503} for example. */
    void fault(String rule) throws IOException {
        ask("fault " + rule);
    }

    /** Nothing goes wrong any more. */
    void well() throws IOException {
        ask("well");
    }

    /** Forgets workers and tokens. */
    void forget() throws IOException {
        ask("forget");
    }

    /** What it has seen so far: how many requests of each call, how many violations, how many items of each state. */
    JsonNode seen() throws IOException {
        return Json.read(ask("seen"), JsonNode.class);
    }

    private String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return reply();
    }

    private String reply() throws IOException {
        String line = replies.readLine();
        if (line == null) {
            throw new IOException("the stand-in has ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        try (StandIn orchestrator = StandIn.start(StandInOptions.DEFAULTS.journal(1000));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(orchestrator.url());
            int offered = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> words = List.of(line.split(" "));
                switch (words.getFirst()) {
                    case "offer" -> {
                        for (int i = Integer.parseInt(words.getLast()); i > 0; i--) {
                            orchestrator.offer(StandIn.item("s-" + offered++, "shop"));
                        }
                        System.out.println("{}");
                    }
                    case "fault" -> {
                        orchestrator.faults().add(words.getLast());
                        System.out.println("{}");
                    }
                    case "well" -> {
                        orchestrator.faults().clear();
                        System.out.println("{}");
                    }
                    case "forget" -> {
                        orchestrator.forgetWorkers();
                        System.out.println("{}");
                    }
                    default -> System.out.println(seen(orchestrator));
                }
            }
        }
    }

    private static String seen(StandIn orchestrator) {
        var seen = Json.object();
        orchestrator.counts().forEach((endpoint, count) -> seen.put(endpoint.word(), count));
        List<ItemView> items = orchestrator.items();
        seen.put("violations", orchestrator.violations().size())
                .put("workers", orchestrator.workers().size())
                .put(
                        "reported",
                        items.stream()
                                .filter(item -> item.state() == ItemView.State.REPORTED)
                                .count())
                .put("offers", items.stream().mapToInt(ItemView::offers).sum())
                .put("repeats", items.stream().mapToInt(ItemView::repeats).sum());
        return Json.line(seen);
    }
}
