package dev.donmai.store.internal;

import dev.donmai.store.Store;
import java.nio.file.Path;

/** Writes keys for ever, each printed once the store has said that it is there. Killed by {@link KilledWriterTest}. */
final class WriteLoop {

    private WriteLoop() {}

    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        Store.Table table = new EmbeddedStore(() -> file).table("t");
        for (int i = 0; ; i++) {
            String key = args[1] + "-" + i;
            table.put(key, "value of " + key + " " + "x".repeat(i % 3000));
            System.out.println(key);
        }
    }
}
