package dev.donmai.model.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names in the local queue ({@code additions.md} §3), for the daemon and the command line alike. An item is a file in one of
 * four folders and moves between them by a rename; what became of it stands beside it.
 *
 * @param directory the queue
 */
public record QueueLayout(Path directory) {

    /** How the name of an item ends. */
    public static final String ITEM = ".json";

    private static final String CLAIM = ".claim";
    private static final String RESULT = ".result";

    /** Items that wait for a daemon. */
    public Path waiting() {
        return directory.resolve("new");
    }

    /** Items that a daemon has taken. */
    public Path claimed() {
        return directory.resolve("claimed");
    }

    /** Items whose session completed. */
    public Path done() {
        return directory.resolve("done");
    }

    /** Items that were invalid or refused, or whose session ended in any other way. */
    public Path failed() {
        return directory.resolve("failed");
    }

    /** Locks and addresses of the daemons that work from this queue. */
    public Path owners() {
        return directory.resolve("owners");
    }

    /** Held while an item changes hands. */
    public Path lock() {
        return directory.resolve("lock");
    }

    /** The file of an item in a folder. */
    public Path item(Path folder, String name) {
        return folder.resolve(name + ITEM);
    }

    /** Who has claimed an item. */
    public Path claim(String name) {
        return claimed().resolve(name + CLAIM);
    }

    /** What became of an item, beside it in {@link #done} or {@link #failed}. */
    public Path result(Path folder, String name) {
        return folder.resolve(name + RESULT);
    }

    /** Names of the items in a folder, sorted; what is still being written bears another kind of name. */
    public static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ITEM) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - ITEM.length()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
