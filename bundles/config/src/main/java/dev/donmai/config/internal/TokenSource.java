package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.internal.check.Warnings;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the registration token comes from ({@code config.md} §2.4): the file with <code>${NAME}</code> replaced from the
 * environment, unless {@code DONMAI_DAEMON_TOKEN} is set. The result lives in memory only.
 */
record TokenSource(DaemonOptions options) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    String resolve(String text, int line, Warnings warnings) {
        String override = options.variable("DAEMON_TOKEN");
        if (!override.isEmpty()) {
            return override;
        }
        Map<String, String> environment = options.environment();
        return PLACEHOLDER.matcher(text).replaceAll(placeholder -> {
            String name = placeholder.group(1);
            String value = environment.get(name);
            if (value == null) {
                warnings.add(
                        line,
                        "orchestrator.authToken names the environment variable " + name
                                + ", which is not set; the text stays as it is and is no valid token");
            }
            return Matcher.quoteReplacement(value == null ? placeholder.group() : value);
        });
    }
}
