package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The local queue as {@code donmai session queue} shows it. */
record QueueText(String directory, List<Item> items, int done) implements View {

    /** One item that is not done. */
    record Item(String name, String state, String reason, String error) {}

    static QueueText of(QueueLayout layout) throws IOException {
        List<Item> items = new ArrayList<>();
        for (String name : QueueLayout.names(layout.waiting())) {
            items.add(new Item(name, "waiting", "", ""));
        }
        for (String name : QueueLayout.names(layout.claimed())) {
            items.add(new Item(name, "claimed", "", ""));
        }
        for (String name : QueueLayout.names(layout.failed())) {
            items.add(failed(layout, name));
        }
        return new QueueText(
                layout.directory().toString(),
                items,
                QueueLayout.names(layout.done()).size());
    }

    private static Item failed(QueueLayout layout, String name) {
        try {
            JsonNode result = Json.read(layout.result(layout.failed(), name), JsonNode.class);
            return new Item(
                    name,
                    "failed",
                    result.path("reason").asText(),
                    result.path("error").asText());
        } catch (IOException e) {
            return new Item(name, "failed", "", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public JsonNode json() {
        ObjectNode all = Json.object().put("directory", directory).put("done", done);
        all.set("items", Json.mapper().valueToTree(items));
        return all;
    }

    @Override
    public List<String> names() {
        return items.stream().map(item -> "item/" + item.name()).toList();
    }

    @Override
    public void print(Console console, boolean wide) {
        if (!items.isEmpty()) {
            console.table(
                    List.of("ITEM", "STATE", "REASON", "ERROR"),
                    items.stream()
                            .map(item -> List.of(item.name(), item.state(), item.reason(), item.error()))
                            .toList());
        }
        console.line(items.isEmpty() && done == 0 ? "The queue is empty." : done + " done");
    }
}
