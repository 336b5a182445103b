package dev.donmai.launcher.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code .env} files that the reference reads from the working directory ({@code cli.md} §1). Here they are not read: whoever
 * can put a file into a directory could direct a daemon that is started in it. Who relied on them is told.
 */
final class DotenvFiles {

    private static final long MAX_BYTES = 64 * 1024;
    private static final Pattern SETTING =
            Pattern.compile("(?m)^[ \\t]*(?:export[ \\t]+)?((?:DONMAI|RENSEI)_[A-Z0-9_]+)[ \\t]*=");
    private static final Logger LOG = LoggerFactory.getLogger(DotenvFiles.class);

    private DotenvFiles() {}

    /** Warns of variables of ours that a file in the directory sets and the environment does not. */
    static void warn(Path directory, Map<String, String> environment) {
        for (String name : List.of(".env.local", ".env")) {
            Path file = directory.resolve(name);
            List<String> passedOver = passedOver(file, environment);
            if (!passedOver.isEmpty()) {
                LOG.warn(
                        "{} sets {}, but is not read: put it into the environment",
                        file,
                        String.join(", ", passedOver));
            }
        }
    }

    /** The variables of ours that a file sets and the environment does not. */
    static List<String> passedOver(Path file, Map<String, String> environment) {
        List<String> names = new ArrayList<>();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                Matcher settings = SETTING.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                while (settings.find()) {
                    if (!environment.containsKey(settings.group(1))) {
                        names.add(settings.group(1));
                    }
                }
            }
        } catch (IOException e) {
            // Not ours to read, then: it would not have been used in any case.
            LOG.debug("{} cannot be looked at", file, e);
        }
        return names;
    }
}
