package dev.donmai.git;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit sees of the machine: the composed environment and the user's git configuration, nothing else. Left to itself it
 * runs {@code git} to find the system's configuration and keeps notes in {@code ~/.config/jgit}.
 */
final class JGitSystem extends SystemReader.Delegate {
    /** What any file system in use can tell apart; JGit would measure it and write it down. */
    private static final long TIMESTAMP_SECONDS = 1;

    private static final SystemReader DEFAULT = SystemReader.getInstance();

    private final GitEnvironment environment;

    private JGitSystem(GitEnvironment environment) {
        super(DEFAULT);
        this.environment = environment;
    }

    /** JGit has one system for the whole JVM, as a process of ours has one environment. */
    static void install(GitEnvironment environment) {
        SystemReader.setInstance(new JGitSystem(environment));
    }

    @Override
    public @Nullable String getenv(String name) {
        return environment.variable(name).orElse(null);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        Optional<String> file = environment.variable("GIT_CONFIG_GLOBAL");
        Path path = file.map(Path::of).orElse(environment.home().resolve(".gitconfig"));
        return new FileBasedConfig(parent, path.toFile(), fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    /** A configuration without a file. */
    private static final class Nothing extends FileBasedConfig {
        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is nothing to read.
        }

        @Override
        public void save() {
            // Nor anything to keep.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long defaultValue, TimeUnit wantUnit) {
            return "filesystem".equals(section)
                    ? wantUnit.convert(TIMESTAMP_SECONDS, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
        }

        @Override
        public @Nullable Long getTimeUnit(String section, String subsection, String name, TimeUnit wantUnit) {
            return "filesystem".equals(section)
                    ? (Long) wantUnit.convert(TIMESTAMP_SECONDS, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, wantUnit);
        }
    }
}
