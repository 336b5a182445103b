package dev.donmai.launcher.cli;

import dev.donmai.launcher.framework.BootException;
import dev.donmai.launcher.framework.Distribution;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code donmai version}. */
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Callable<Integer> {

    private final Program program;

    VersionCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws BootException {
        program.console().line(text());
        return 0;
    }

    private static String text() throws BootException {
        return "donmai " + Distribution.locate().version() + " (Java " + Runtime.version() + ")";
    }

    /** The same for {@code --version}. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() throws BootException {
            return new String[] {text()};
        }
    }
}
