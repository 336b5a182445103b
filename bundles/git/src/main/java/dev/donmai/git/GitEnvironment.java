package dev.donmai.git;

import dev.donmai.process.Executables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The environment of every program that this room starts: composed from a list of names, never inherited. */
final class GitEnvironment {
    private static final Set<String> PASSED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "XDG_RUNTIME_DIR",
            "SSH_AUTH_SOCK",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "GIT_SSL_CAINFO",
            "GIT_SSL_CAPATH",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM",
            "http_proxy",
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
            "no_proxy",
            "NO_PROXY");

    private final Map<String, String> variables = new HashMap<>();
    private final String sshCommand;

    GitEnvironment(Map<String, String> given) {
        this(given, System.getProperty("user.home", ""));
    }

    /** @param userHome where this user is at home when {@code given} doesn't say it; empty or {@code ?} = nobody knows */
    GitEnvironment(Map<String, String> given, String userHome) {
        given.forEach((name, value) -> {
            if (PASSED.contains(name)) {
                variables.put(name, value);
            }
        });
        variables.putIfAbsent("PATH", Executables.DEFAULT_PATH);
        variables.putIfAbsent("HOME", userHome.isEmpty() || userHome.equals("?") ? "/" : userHome);
        variables.put("LANG", "C");
        variables.put("LC_ALL", "C");
        // Whoever would ask gets a failure instead.
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_ASKPASS", "false");
        variables.put("SSH_ASKPASS", "false");
        variables.put("SSH_ASKPASS_REQUIRE", "never");
        variables.put("GCM_INTERACTIVE", "never");
        sshCommand = given.getOrDefault("GIT_SSH_COMMAND", "");
    }

    /** A fresh copy, to add to. */
    Map<String, String> variables() {
        return new HashMap<>(variables);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    Path home() {
        return Path.of(variables.getOrDefault("HOME", "/"));
    }

    boolean hasProgram(String name) {
        return Executables.find(name, variables.getOrDefault("PATH", "")).isPresent();
    }

    /** The ssh that the caller's environment asks for; empty = none in particular. */
    String sshCommand() {
        return sshCommand;
    }
}
