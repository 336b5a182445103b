package dev.donmai.api.agent;

import java.util.List;
import java.util.Map;

/**
 * A program to be started for an agent. Secrets and long texts belong into files or standard input, never into
 * {@code argv}.
 *
 * @param argv program and arguments, at least one element
 * @param environment additions to the session's composed environment
 * @param input what the program reads on standard input as UTF-8, closed afterwards; empty for none. A program that ends
 *     without having read it is no error
 */
public record AgentCommand(List<String> argv, Map<String, String> environment, String input) {

    public AgentCommand {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv is empty: name the program to start");
        }
    }
}
