package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the state directory is ({@code config.md} §1.1, README decision 2).
 *
 * @param directory absolute; need not be there
 * @param note one sentence for the log when the choice may surprise; else empty
 */
public record StateLocation(Path directory, String note) {

    private static final Logger LOG = LoggerFactory.getLogger(StateLocation.class);

    /** Every command of a process asks; one line is enough. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    /** Says once per process what may surprise about the choice. */
    public StateLocation tell() {
        if (!note.isEmpty() && TOLD.add(note)) {
            LOG.warn(note);
        }
        return this;
    }

    /** The directory for these options. */
    public static StateLocation find(DaemonOptions options) {
        if (!options.stateDirectory().isEmpty()) {
            return new StateLocation(absolute(options.stateDirectory()), "");
        }
        String stateHome = options.variable("STATE_HOME");
        if (!stateHome.isEmpty()) {
            return new StateLocation(absolute(stateHome), "");
        }
        String home = home(options);
        if (home.isEmpty()) {
            Path shared = Path.of("/tmp/.donmai");
            return new StateLocation(shared, "there is no home directory: state is kept in " + shared);
        }
        return choose(absolute(home).resolve(".donmai"), absolute(home).resolve(".rensei"));
    }

    /** The home directory; empty when there is none. */
    static String home(DaemonOptions options) {
        String variable = options.environment().getOrDefault("HOME", "");
        if (!variable.isEmpty()) {
            return variable;
        }
        // The JVM says "?" of an account without a home.
        String account = System.getProperty("user.home", "");
        return account.equals("?") ? "" : account;
    }

    private static StateLocation choose(Path canonical, Path legacy) {
        if (!Files.isDirectory(legacy)) {
            return new StateLocation(canonical, "");
        }
        if (!Files.isDirectory(canonical)) {
            return new StateLocation(
                    legacy,
                    "warning: using legacy state directory " + legacy + "; migrate to " + canonical
                            + " by running `donmai daemon install`");
        }
        // An empty canonical directory must not hide a machine that is fully configured.
        if (!Files.exists(canonical.resolve("daemon.yaml")) && Files.exists(legacy.resolve("daemon.yaml"))) {
            return new StateLocation(
                    legacy,
                    "warning: using legacy state directory " + legacy + ", because " + canonical
                            + " has no daemon.yaml and it has one");
        }
        return new StateLocation(canonical, "");
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }
}
