package dev.donmai.itests.contract;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A body that some route reads, sent so that it changes nothing for long.
 *
 * @param path the route
 * @param accepted the status that says that the body was understood
 * @param understood the beginning of the error that says so too; empty when there is none
 * @param members what the route reads
 */
record KnownBody(String path, int accepted, String understood, List<Member> members) {

    /**
     * One member.
     *
     * @param name its name
     * @param allowed what it may hold
     * @param forbidden what it may not
     */
    record Member(String name, Arbitrary<String> allowed, Arbitrary<String> forbidden) {

        Arbitrary<String> written() {
            return written(allowed);
        }

        Arbitrary<String> writtenWrongly() {
            return written(forbidden);
        }

        private Arbitrary<String> written(Arbitrary<String> values) {
            return Combinators.combine(JsonTexts.name(name), JsonTexts.blanks(), values)
                    .as((key, blank, value) -> key + blank + ":" + blank + value);
        }
    }

    private static final Arbitrary<String> NULL = Arbitraries.just("null");
    private static final Arbitrary<String> BOOL = Arbitraries.of("true", "false");
    private static final Arbitrary<String> LIST = JsonTexts.value().map(value -> "[" + value + "]");
    private static final Arbitrary<String> OBJECT = Arbitraries.of("{}", "{\"a\":\"b\"}", "{\"a\":[]}");
    private static final Arbitrary<String> NOT_WHOLE =
            Arbitraries.of("1.0", "1.5", "1e3", "-0.0", "1E0", "99999999999999999999", "-9223372036854775809");
    private static final Arbitrary<String> NO_TEXT = Arbitraries.oneOf(JsonTexts.number(), BOOL, LIST, OBJECT);
    private static final Arbitrary<String> NO_INTEGER =
            Arbitraries.oneOf(NOT_WHOLE, JsonTexts.text(), BOOL, LIST, OBJECT);
    private static final Arbitrary<String> NO_OBJECT =
            Arbitraries.oneOf(JsonTexts.number(), JsonTexts.text(), BOOL, LIST);

    /** All of them. */
    static List<KnownBody> all() {
        Member reason = text("reason");
        return List.of(
                new KnownBody(
                        "/api/daemon/drain",
                        200,
                        "",
                        List.of(
                                integer("timeoutSeconds", 0, 31_536_000),
                                new Member(
                                        "wait",
                                        Arbitraries.oneOf(NULL, BOOL),
                                        Arbitraries.oneOf(JsonTexts.number(), JsonTexts.text(), LIST, OBJECT)))),
                new KnownBody(
                        "/api/daemon/capacity",
                        200,
                        "",
                        List.of(
                                new Member("key", JsonTexts.text("capacity.poolMaxDiskGb"), NO_TEXT),
                                new Member(
                                        "value",
                                        Arbitraries.longs()
                                                .between(0, Long.MAX_VALUE)
                                                .flatMap(n -> JsonTexts.text(Long.toString(n))),
                                        NO_TEXT))),
                new KnownBody(
                        "/api/daemon/sessions",
                        400,
                        "repository \"nothing/that/is/allowed\" is not in the project allowlist",
                        List.of(
                                new Member(
                                        "sessionId",
                                        Arbitraries.strings()
                                                .alpha()
                                                .ofMinLength(1)
                                                .ofMaxLength(20)
                                                .flatMap(JsonTexts::text),
                                        NO_TEXT),
                                new Member("repository", JsonTexts.text("nothing/that/is/allowed"), NO_TEXT),
                                text("ref"),
                                text("prompt"),
                                integer("maxDurationSeconds", Long.MIN_VALUE, Long.MAX_VALUE),
                                new Member(
                                        "env",
                                        Arbitraries.oneOf(NULL, environment()),
                                        Arbitraries.oneOf(NO_OBJECT, wrongEnvironment())),
                                new Member(
                                        "resources",
                                        Arbitraries.oneOf(NULL, resources()),
                                        Arbitraries.oneOf(NO_OBJECT, wrongResources())))),
                new KnownBody("/api/daemon/sessions/nobody/stop", 404, "session not found", List.of(reason)));
    }

    private static Member text(String name) {
        return new Member(name, Arbitraries.oneOf(NULL, JsonTexts.text()), NO_TEXT);
    }

    private static Member integer(String name, long from, long to) {
        return new Member(name, Arbitraries.oneOf(NULL, JsonTexts.integer(from, to)), NO_INTEGER);
    }

    private static Arbitrary<String> environment() {
        return Arbitraries.oneOf(NULL, JsonTexts.text()).list().ofMaxSize(3).map(values -> {
            List<String> members = new ArrayList<>();
            values.forEach(value -> members.add("\"V" + members.size() + "\":" + value));
            return "{" + String.join(",", members) + "}";
        });
    }

    private static Arbitrary<String> wrongEnvironment() {
        return NO_TEXT.map(value -> "{\"A\":\"b\",\"C\":" + value + "}");
    }

    private static Arbitrary<String> resources() {
        return Combinators.combine(
                        integer("vCpu", 0, Long.MAX_VALUE).written(),
                        integer("memoryMb", 0, Long.MAX_VALUE).written(),
                        JsonTexts.unknownMembers())
                .flatAs((cpu, memory, others) ->
                        JsonTexts.mixed(List.of(cpu, memory), others).flatMap(JsonTexts::object));
    }

    private static Arbitrary<String> wrongResources() {
        return integer("memoryMb", 0, 1).writtenWrongly().map(member -> "{" + member + "}");
    }

    /** Every member once, rightly. */
    Arbitrary<List<String>> written() {
        return Combinators.combine(members.stream().map(Member::written).toList())
                .as(List::copyOf);
    }
}
