package dev.donmai.worker.internal.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.Redactor;
import dev.donmai.worker.internal.SecretName;
import java.util.regex.Pattern;

/**
 * Masks what looks like a secret although nobody told us so: an agent finds secrets by itself and passes them to its tools, and
 * what it does leaves the machine.
 */
final class SecretShapes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    // Every repetition that something must follow is bounded: texts come from the agent, and a pattern that goes back
    // over them
    // again and again would hold up all else.

    /** Tokens whose issuers gave them a form of their own. */
    private static final Pattern TOKEN =
            Pattern.compile("\\b(?:gh[pousr]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{16,}"
                    + "|sk-[\\w-]{16,}|xox[abeprs]-[\\w-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\\w-]{30,}"
                    + "|eyJ[\\w-]{8,1024}\\.[\\w-]{8,8192}\\.[\\w-]*)");

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,32}PRIVATE KEY-----|\\z)", Pattern.DOTALL);

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic|token)(\\s{1,8})[\\w.~+/=-]{12,}");

    private static final Pattern USER_INFO =
            Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{0,31}://)[^\\s/@:]{0,256}:[^\\s/@]{1,4096}@");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?i)\\b(\\w{0,64}(?:" + SecretName.WORDS
            + ")\\w{0,64})(\\s{0,8}[=:]\\s{0,8})(?:\"[^\"]*\"|'[^']*'|[^\\s\"';&|]+)");

    /** The text with what looks like a secret replaced. */
    String masked(String text) {
        String clean = PRIVATE_KEY.matcher(text).replaceAll(Redactor.MASK);
        clean = TOKEN.matcher(clean).replaceAll(Redactor.MASK);
        clean = BEARER.matcher(clean).replaceAll("$1$2" + Redactor.MASK);
        clean = USER_INFO.matcher(clean).replaceAll("$1" + Redactor.MASK + "@");
        return ASSIGNMENT.matcher(clean).replaceAll("$1$2" + Redactor.MASK);
    }

    /** A value with all its texts masked, and every member whose name says that it is a secret. */
    JsonNode masked(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode clean = NODES.objectNode();
                for (var member : object.properties()) {
                    boolean secret = member.getValue().isValueNode() && SecretName.is(member.getKey());
                    clean.set(member.getKey(), secret ? NODES.textNode(Redactor.MASK) : masked(member.getValue()));
                }
                yield clean;
            }
            case ArrayNode array -> {
                ArrayNode clean = NODES.arrayNode();
                array.forEach(element -> clean.add(masked(element)));
                yield clean;
            }
            default -> value.isTextual() ? NODES.textNode(masked(value.asText())) : value;
        };
    }
}
