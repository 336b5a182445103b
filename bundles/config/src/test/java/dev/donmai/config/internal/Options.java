package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Options for tests. */
final class Options {

    private Options() {}

    static DaemonOptions environment(Map<String, String> environment) {
        return new DaemonOptions("", "", "", "", "test", List.of(), List.of(), environment);
    }

    static DaemonOptions state(Path directory) {
        return new DaemonOptions("", directory.toString(), "", "", "test", List.of(), List.of(), Map.of());
    }
}
