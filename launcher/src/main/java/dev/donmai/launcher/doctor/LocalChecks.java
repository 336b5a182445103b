package dev.donmai.launcher.doctor;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigException;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.PathLock;
import dev.donmai.git.Git;
import dev.donmai.git.GitBackend;
import dev.donmai.git.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Looks at what a daemon needs on this machine. Changes nothing, and takes no lock that a daemon could want. */
public final class LocalChecks {

    private final StateDirectory state;
    private final Path configuration;
    private final DaemonOptions options;

    /**
     * The checks of one state directory.
     *
     * @param configuration the file a daemon would read
     * @param options the environment
     */
    public LocalChecks(StateDirectory state, Path configuration, DaemonOptions options) {
        this.state = state;
        this.configuration = configuration;
        this.options = options;
    }

    /** All of them. */
    public List<Check> look() throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.ok("java", "Java " + Runtime.version() + " in " + System.getProperty("java.home")));
        checks.add(git());
        checks.add(directory());
        checks.addAll(configuration());
        checks.add(lock());
        return checks;
    }

    private Check git() throws InterruptedException {
        try {
            return Check.ok(
                    "git", Git.using(GitBackend.NATIVE, options.environment()).version());
        } catch (GitException e) {
            return Check.warning(
                    "git",
                    "no git of this machine can be used, so the one in Donmai does its work: " + e.getMessage(),
                    "install git");
        }
    }

    private Check directory() {
        String name = "state-directory";
        Path root = state.root();
        try {
            if (!Files.exists(root)) {
                return Check.ok(name, root + " is not there yet; a daemon makes it");
            }
            if (!Files.isDirectory(root) || !Files.isWritable(root)) {
                return Check.failed(name, root + " is not a directory that this user may write", "chown or remove it");
            }
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(root);
            String summary = root + ", mode " + PosixFilePermissions.toString(mode);
            if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                return Check.failed(name, summary + ": everybody may write it", "chmod 700 " + root);
            }
            boolean open = mode.contains(PosixFilePermission.OTHERS_READ)
                    || mode.contains(PosixFilePermission.GROUP_READ)
                    || mode.contains(PosixFilePermission.GROUP_WRITE);
            return open
                    ? Check.warning(name, summary + ": others than this user may look into it", "chmod 700 " + root)
                    : Check.ok(name, summary);
        } catch (IOException e) {
            return Check.failed(name, root + " cannot be looked at: " + e.getMessage(), "");
        }
    }

    private List<Check> configuration() {
        String name = "configuration";
        if (!Files.exists(configuration)) {
            return List.of(Check.ok(name, configuration + " is not there yet; a daemon writes a default one"));
        }
        try {
            ConfigDocument document = ConfigDocument.read(configuration, options);
            List<Check> checks = new ArrayList<>();
            checks.add(Check.ok(name, configuration + " can be used"));
            document.warnings().forEach(warning -> checks.add(Check.warning(name, warning, "")));
            return checks;
        } catch (ConfigException e) {
            return List.of(Check.failed(name, String.valueOf(e.getMessage()), ""));
        }
    }

    /** Who had the lock last is in its file; trying to take it could stop a daemon that starts at this moment. */
    private Check lock() {
        String name = "lock";
        try {
            OptionalLong holder = PathLock.lastHolder(state.lock());
            if (holder.isEmpty()) {
                return Check.ok(name, "no daemon has used " + state.root() + " yet");
            }
            boolean lives = ProcessHandle.of(holder.getAsLong()).isPresent();
            return Check.ok(
                    name,
                    lives
                            ? "process " + holder.getAsLong() + " uses " + state.root()
                            : "the last daemon of " + state.root() + " has ended");
        } catch (IOException e) {
            return Check.failed(name, state.lock() + " cannot be read: " + e.getMessage(), "");
        }
    }
}
