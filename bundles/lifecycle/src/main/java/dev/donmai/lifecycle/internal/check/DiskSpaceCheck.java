package dev.donmai.lifecycle.internal.check;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DoctorCheck;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How much room there is for checkouts and archives. */
@Component(service = DoctorCheck.class)
public final class DiskSpaceCheck implements DoctorCheck {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    /** With less than this a checkout of an ordinary repository may fail. */
    private static final long LITTLE = 2 * GIB;

    /** With less than this not even logs and results can be kept for sure. */
    private static final long NEXT_TO_NOTHING = 200 * MIB;

    private final Configuration configuration;

    @Activate
    public DiskSpaceCheck(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "disk-space";
    }

    @Override
    public Finding look() throws IOException {
        Path state = configuration.state().root();
        Path archives = archives();
        FileStore store = Files.getFileStore(state);
        FileStore other = Files.exists(archives) ? Files.getFileStore(archives) : store;
        return other.getUsableSpace() < store.getUsableSpace()
                ? of(other.getUsableSpace(), other.getTotalSpace(), archives)
                : of(store.getUsableSpace(), store.getTotalSpace(), state);
    }

    private Path archives() {
        String configured = configuration.current().workarea().archiveRoot();
        return configured.isEmpty() ? configuration.state().workareas() : configuration.expand(configured);
    }

    /** What so many free bytes of a disk mean. */
    static Finding of(long free, long total, Path where) {
        String summary = size(free) + " of " + size(total) + " are free for " + where;
        String remedy = "remove archives that are not needed, or move the directory to a larger disk";
        if (free < NEXT_TO_NOTHING) {
            return Finding.failed(summary, remedy);
        }
        return free < LITTLE ? Finding.warning(summary, remedy) : Finding.ok(summary);
    }

    private static String size(long bytes) {
        return bytes < GIB ? bytes / MIB + " MiB" : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
