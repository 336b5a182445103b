package dev.donmai.launcher.cli;

import dev.donmai.launcher.log.LogSink;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code donmai} itself: what all commands have in common. */
@Command(
        name = "donmai",
        description = "Runs coding-agent sessions on this machine.",
        versionProvider = VersionCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Try `donmai quickstart` to watch a session run."})
final class RootCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // the library acts on it
    private boolean help;

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // the library acts on it
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Log more.")
    private boolean debug;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Log nothing.")
    private boolean quiet;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "Print without colours; the same as NO_COLOR=1.")
    private boolean noColour;

    @Option(
            names = {"--mock"},
            hidden = true,
            scope = ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable") // of the reference's other commands; scripts give it to all
    private boolean mock;

    @Option(
            names = {"--url", "--api-key"},
            hidden = true,
            scope = ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable") // likewise
    private String platform = "";

    /** Sets the level that the flags ask for, else the one given. */
    void configure(LogSink log, Level otherwise) {
        if (quiet) {
            log.silence();
        } else {
            log.threshold(debug ? Level.DEBUG : otherwise);
        }
    }

    boolean noColour() {
        return noColour;
    }

    boolean debug() {
        return debug;
    }
}
