package dev.donmai.sessions.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the {@code env} of a session may not set: names that no process can have, and hooks that make a loader or an
 * interpreter run code before the program does ({@code http-api.md} H1 d).
 */
final class EnvironmentRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> PREFIXES = List.of("LD_", "DYLD_", "GIT_CONFIG");
    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "XDG_CONFIG_HOME",
            "BASH_ENV",
            "ENV",
            "SHELLOPTS",
            "BASHOPTS",
            "PS4",
            "IFS",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "CLASSPATH",
            "NODE_OPTIONS",
            "NODE_PATH",
            "PYTHONPATH",
            "PYTHONSTARTUP",
            "PYTHONHOME",
            "PERL5OPT",
            "PERL5LIB",
            "RUBYOPT",
            "RUBYLIB",
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "GIT_ASKPASS",
            "GIT_EXEC_PATH",
            "GIT_EXTERNAL_DIFF",
            "GIT_PROXY_COMMAND",
            "GIT_TEMPLATE_DIR",
            "SSH_ASKPASS",
            "EDITOR",
            "GIT_EDITOR",
            "PAGER",
            "GIT_PAGER");

    private EnvironmentRules() {}

    /** What is wrong with an environment; empty when nothing is. */
    static Optional<String> violation(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (!NAME.matcher(name).matches()) {
                return Optional.of("env: \"" + name + "\" is not a variable name");
            }
            if (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith)) {
                return Optional.of("env: \"" + name + "\" may not be set by a session");
            }
            if (variable.getValue() == null || variable.getValue().indexOf('\0') >= 0) {
                return Optional.of("env: the value of \"" + name + "\" is not a text");
            }
        }
        return Optional.empty();
    }
}
