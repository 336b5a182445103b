package dev.donmai.git;

import java.util.HashMap;
import java.util.Map;

/** Reads what a credential helper says: lines {@code name=value}. */
final class CredentialAnswer {
    private CredentialAnswer() {}

    static Map<String, String> parse(String output) {
        Map<String, String> answer = new HashMap<>();
        for (String line : output.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                answer.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return answer;
    }
}
