package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.ControlApi.Answer;
import dev.donmai.itests.support.RawRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON that the contract allows is accepted by every route that reads a body; any that it forbids is refused with a
 * position or the member's name, and does nothing.
 */
class JsonBodiesIT {

    private static final int TRIES = 250;

    private static @Nullable LiveDaemon daemon;

    /** Where it is wrong: a place in the text, or a member. */
    private static final String PLACE = "(?s).*(line \\d+, column \\d+|member \"[^\"]+\").*";

    /** Members that no reader of JSON takes. */
    private static final List<String> BROKEN = List.of(
            "\"x\":01",
            "\"x\":-01",
            "\"x\":.5",
            "\"x\":1.",
            "\"x\":+1",
            "\"x\":0x1",
            "\"x\":1e",
            "\"x\":--1",
            "\"x\":NaN",
            "\"x\":Infinity",
            "\"x\":-Infinity",
            "\"x\":tru",
            "\"x\":True",
            "\"x\":nul",
            "\"x\":undefined",
            "\"x\":'a'",
            "'x':1",
            "x:1",
            "\"x\":\"\\x41\"",
            "\"x\":\"\\u12G4\"",
            "\"x\":\"\\\"",
            "\"x\":\"a\tb\"",
            "\"x\":\"a\nb\"",
            "\"x\":\"a\u0000b\"",
            "\"x\" 1",
            "\"x\"",
            "\"x\":",
            "\"x\":,\"y\":1",
            "\"x\"::1",
            "\"x\":[1,]",
            "\"x\":[1 2]",
            "\"x\":[,1]",
            "\"x\":{\"a\":1,}",
            "\"x\":{\"a\" 1}",
            "\"x\":[1}",
            "\"x\":{\"a\":1]",
            "/* no */\"x\":1",
            "\"x\":1 // no\n",
            "# no\n\"x\":1",
            ",\"x\":1",
            "1",
            "\"x\":1;",
            "\"x\"=1");

    /** A body and the route that reads it. */
    record Sent(KnownBody route, String body) {

        @Override
        public String toString() {
            return route.path() + " " + body;
        }
    }

    @AfterContainer
    static void stop() {
        Optional.ofNullable(daemon).ifPresent(LiveDaemon::close);
        daemon = null;
    }

    @Property(tries = TRIES)
    void whatIsAllowedIsAccepted(@ForAll("allowed") Sent sent) {
        Answer answer = post(sent);
        assertThat(answer.status())
                .as("%s to %s", sent, answer)
                .isEqualTo(sent.route().accepted());
        if (!sent.route().understood().isEmpty()) {
            assertThat(answer.error()).as("%s", sent).isEqualTo(sent.route().understood());
        }
    }

    @Property(tries = TRIES)
    void aWrongTypeIsRefusedWithItsMember(@ForAll("wronglyTyped") Sent sent) {
        assertRefused(sent);
    }

    @Property(tries = TRIES)
    void brokenTextIsRefusedWithItsPlace(@ForAll("broken") Sent sent) {
        assertRefused(sent);
    }

    @Property(tries = TRIES)
    void aTextThatEndsTooEarlyIsRefused(@ForAll("cut") Sent sent) {
        assertRefused(sent);
    }

    @Property(tries = TRIES)
    void whatIsNoObjectIsRefused(@ForAll("noObject") Sent sent) {
        assertRefused(sent);
    }

    /** The line that is named is the one where it is wrong. */
    @Property(tries = TRIES)
    void theLineIsRight(@ForAll("lines") Sent sent) {
        int line = sent.body().substring(0, sent.body().indexOf("\"x\":!")).split("\r\n|\r|\n", -1).length;
        assertThat(assertRefused(sent).error()).as("%s", sent).contains("line " + line + ", column ");
    }

    @Provide
    Arbitrary<Sent> allowed() {
        return body((route, members) -> Combinators.combine(
                        twice(route, members), JsonTexts.unknownMembers(), JsonTexts.blanks(), trailing())
                .flatAs((known, unknown, blank, rest) -> JsonTexts.mixed(known, unknown)
                        .flatMap(JsonTexts::object)
                        .map(object -> blank + object + rest)));
    }

    @Provide
    Arbitrary<Sent> wronglyTyped() {
        return body((route, members) -> Arbitraries.of(route.members())
                .flatMap(KnownBody.Member::writtenWrongly)
                .flatMap(wrong -> JsonTexts.mixed(without(members, wrong), List.of(wrong)))
                .flatMap(JsonTexts::object));
    }

    @Provide
    Arbitrary<Sent> broken() {
        return body((route, members) -> Arbitraries.of(BROKEN)
                .flatMap(broken -> JsonTexts.mixed(members, List.of(broken)))
                .flatMap(JsonTexts::object));
    }

    @Provide
    Arbitrary<Sent> cut() {
        return body((route, members) -> JsonTexts.object(members)
                .flatMap(object ->
                        Arbitraries.integers().between(1, object.length() - 1).map(end -> object.substring(0, end))));
    }

    @Provide
    Arbitrary<Sent> noObject() {
        return Combinators.combine(
                        Arbitraries.of(KnownBody.all()),
                        JsonTexts.blanks(),
                        Arbitraries.oneOf(
                                JsonTexts.number(),
                                JsonTexts.text(),
                                Arbitraries.of("true", "false", "[]", "[{}]"),
                                JsonTexts.value().map(value -> "[" + value + "]")))
                .as((route, blank, value) -> new Sent(route, blank + value));
    }

    @Provide
    Arbitrary<Sent> lines() {
        return body((route, members) ->
                JsonTexts.mixed(members, List.of("\"x\":!")).map(mixed -> "{\n" + String.join(",\n", mixed) + "\n}"));
    }

    /** How a body is made of a route's members. */
    private interface Form {
        Arbitrary<String> of(KnownBody route, List<String> members);
    }

    private static Arbitrary<Sent> body(Form form) {
        return Arbitraries.of(KnownBody.all())
                .flatMap(route -> route.written()
                        .flatMap(members -> form.of(route, members))
                        .map(body -> new Sent(route, body)));
    }

    /** Some members a first time before, with other values: the last one counts. */
    private static Arbitrary<List<String>> twice(KnownBody route, List<String> members) {
        return Combinators.combine(route.written(), Arbitraries.integers().between(0, members.size()))
                .as((others, count) -> {
                    List<String> all = new ArrayList<>(others.subList(0, count));
                    all.addAll(members);
                    return all;
                });
    }

    /** Everything may follow a whole object. */
    private static Arbitrary<String> trailing() {
        return Arbitraries.oneOf(
                JsonTexts.blanks(), JsonTexts.value(), Arbitraries.of("}", "]", ",", "garbage", "\"", "{\"", "\u0000"));
    }

    /** A member that is there rightly too would not make the other right; but nothing shall depend on it. */
    private static List<String> without(List<String> members, String wrong) {
        return members.stream().filter(member -> !member.equals(wrong)).toList();
    }

    private static Answer assertRefused(Sent sent) {
        Answer answer = post(sent);
        assertThat(answer.status()).as("%s to %s", sent, answer).isEqualTo(400);
        assertThat(answer.error())
                .as("%s", sent)
                .matches("(?s)invalid (body|drain request): .+")
                .matches(PLACE)
                .doesNotContain("dev.donmai", "java.", "com.fasterxml")
                .hasSizeLessThan(1000);
        return answer;
    }

    private static Answer post(Sent sent) {
        LiveDaemon running = daemon;
        if (running == null) {
            running = LiveDaemon.in(Situation.RUNNING);
            daemon = running;
        }
        // What a drain has left behind shall not decide what is answered.
        if (sent.route().path().endsWith("/sessions")) {
            assertThat(running.home().api().post("/api/daemon/resume").status()).isEqualTo(200);
        }
        return RawRequest.post(running.home().api(), sent.route().path(), sent.body())
                .send();
    }
}
