package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.StateDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The state directory and the configuration's path, found once, when first asked for. */
public final class Places {

    private final DaemonOptions options;
    private @Nullable StateDirectory state;

    public Places(DaemonOptions options) {
        this.options = options;
    }

    synchronized StateDirectory state() {
        StateDirectory known = state;
        if (known == null) {
            known = StateDirectory.locate(options);
            state = known;
        }
        return known;
    }

    /** As given, else {@code DONMAI_DAEMON_CONFIG}, else in the state directory ({@code config.md} §1.2). */
    public Path file() {
        if (!options.config().isEmpty()) {
            return Path.of(options.config()).toAbsolutePath().normalize();
        }
        String variable = options.variable("DAEMON_CONFIG");
        return variable.isEmpty()
                ? state().configuration()
                : Path.of(variable).toAbsolutePath().normalize();
    }

    Path expand(String configured) {
        String home = StateLocation.home(options);
        return configured.startsWith("~/") && !home.isEmpty()
                ? Path.of(home, configured.substring(2)).normalize()
                : state().root().resolve(configured).normalize();
    }
}
