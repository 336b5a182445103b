package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The members of one kind of reply: a table of {@code contract/shapes.yaml}.
 *
 * @param name how rows call it
 * @param members by name
 */
record ReplyShape(String name, Map<String, Member> members) {

    /** RFC 3339 in UTC, whole seconds. */
    private static final String T0 = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    /** The same with a fraction that does not end in a zero. */
    private static final String T9 = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,8}[1-9])?Z";

    private static final JsonNode FILE = ContractFiles.tree("shapes.yaml");
    private static final Map<String, ReplyShape> SHAPES = read();

    ReplyShape {
        members = Map.copyOf(members);
    }

    /**
     * One member.
     *
     * @param presence whether it is always there ({@code R}), left out when empty, zero or false ({@code O}), or sometimes
     *     there whatever it holds ({@code S})
     * @param type {@code string}, {@code int}, {@code number}, {@code bool}, {@code T0}, {@code T9}, {@code json}, {@code
     *     texts} (a map to texts), {@code enum <name>}, {@code list <type>}, or the name of a table
     * @param never why no daemon can be brought to show it, or to leave it out; empty when one can
     */
    record Member(char presence, String type, String never) {

        boolean required() {
            return presence == 'R';
        }
    }

    /** The table of a name. */
    static ReplyShape of(String name) {
        return Optional.ofNullable(SHAPES.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no shape " + name));
    }

    /** All tables. */
    static List<ReplyShape> all() {
        return List.copyOf(SHAPES.values());
    }

    private static Map<String, ReplyShape> read() {
        Map<String, ReplyShape> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> shape : FILE.path("shapes").properties()) {
            Map<String, Member> members = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member : shape.getValue().properties()) {
                JsonNode value = member.getValue();
                String text =
                        value.isTextual() ? value.asText() : value.path("is").asText();
                if (!text.matches("[ROS] .+")) {
                    throw new IllegalArgumentException(shape.getKey() + "." + member.getKey() + ": " + value);
                }
                members.put(
                        member.getKey(),
                        new Member(
                                text.charAt(0),
                                text.substring(2),
                                value.path("never").asText()));
            }
            shapes.put(shape.getKey(), new ReplyShape(shape.getKey(), members));
        }
        return shapes;
    }

    /** What is wrong with a reply. Members that the table has not are additions and always right. */
    List<String> faults(JsonNode reply) {
        List<String> faults = new ArrayList<>();
        check("", name, reply, faults);
        return faults;
    }

    private static void checkMembers(String path, ReplyShape shape, JsonNode reply, List<String> faults) {
        shape.members().forEach((name, member) -> {
            String at = path.isEmpty() ? name : path + "." + name;
            Optional<JsonNode> value = Optional.ofNullable(reply.get(name));
            if (value.isEmpty()) {
                if (member.required()) {
                    faults.add(at + " is missing");
                }
            } else if (member.presence() == 'O' && StrictJson.isEmptyValue(value.get())) {
                faults.add(at + " is there though it is empty: " + value.get());
            } else {
                check(at, member.type(), value.get(), faults);
            }
        });
    }

    private static void check(String path, String type, JsonNode value, List<String> faults) {
        String kind = type.split(" ", 2)[0];
        boolean fits = switch (kind) {
            case "string" -> value.isTextual();
            case "int" -> value.isIntegralNumber() && value.canConvertToLong();
            case "number" -> value.isNumber();
            case "bool" -> value.isBoolean();
            case "json" -> !value.isNull();
            case "T0" -> value.isTextual() && Pattern.matches(T0, value.asText());
            case "T9" -> value.isTextual() && Pattern.matches(T9, value.asText());
            case "enum" -> isOneOf(type.substring(kind.length() + 1), value);
            case "texts" -> value.isObject() && value.valueStream().allMatch(JsonNode::isTextual);
            case "list" -> value.isArray();
            default -> value.isObject();
        };
        if (!fits) {
            faults.add((path.isEmpty() ? "the document" : path) + " is no " + type + ": " + value);
        } else if (kind.equals("list")) {
            for (int i = 0; i < value.size(); i++) {
                check(path + "[" + i + "]", type.substring(kind.length() + 1), value.path(i), faults);
            }
        } else if (SHAPES.containsKey(type)) {
            checkMembers(path, of(type), value, faults);
        }
    }

    private static boolean isOneOf(String enumeration, JsonNode value) {
        JsonNode words = FILE.path("enums").path(enumeration);
        if (words.isMissingNode()) {
            throw new IllegalArgumentException("there is no enumeration " + enumeration);
        }
        return words.valueStream().anyMatch(value::equals);
    }
}
