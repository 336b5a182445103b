package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.contract.ContractRules.Rule;
import dev.donmai.itests.orchestrator.CredentialsIT;
import dev.donmai.itests.support.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether every rule of the contract is asked for, and every member that may be absent is seen both ways. */
class CoverageIT {

    /** Tests that are no rows. */
    private static final List<Class<?>> CLASSES = List.of(
            BrowserAttackIT.class,
            CapabilitiesIT.class,
            CredentialsIT.class,
            FramingAttackIT.class,
            OlderCommandLineIT.class,
            OurCommandLineIT.class,
            OversizeAttackIT.class,
            PathAttackIT.class,
            SessionRulesIT.class,
            SlowClientAttackIT.class,
            StopIT.class,
            TokenAttackIT.class);

    @Test
    void everyRuleHasARowAndEveryRowARule() throws IOException {
        Map<String, Integer> rows = rowsByRule();
        List<Rule> rules = ContractRules.all();
        report(rules, rows);
        Set<String> known = new TreeSet<>();
        Set<String> unproven = new TreeSet<>();
        Set<String> needlesslyOpen = new TreeSet<>();
        for (Rule rule : rules) {
            known.add(rule.id());
            boolean proven = rows.containsKey(rule.id());
            if (!proven && rule.open().isEmpty()) {
                unproven.add(rule.id() + ": " + rule.text());
            }
            if (proven && !rule.open().isEmpty()) {
                needlesslyOpen.add(rule.id());
            }
        }
        assertThat(unproven).as("rules without a row").isEmpty();
        assertThat(needlesslyOpen)
                .as("rules that are said to be open and are not")
                .isEmpty();
        assertThat(rows.keySet()).as("rules that rows name").isSubsetOf(known);
    }

    @Test
    void everyOptionalMemberIsDemandedAndForbiddenSomewhere() {
        Map<String, Set<String>> has = new TreeMap<>();
        Map<String, Set<String>> lacks = new TreeMap<>();
        for (ContractRow row : ContractRow.all()) {
            for (ObjectNode step : row.steps()) {
                JsonNode expect = step.path("expect");
                String shape = expect.path("shape").asText().replaceFirst("^list ", "");
                if (!shape.isEmpty()) {
                    note(shape, expect.path("has"), has);
                    note(shape, expect.path("lacks"), lacks);
                }
            }
        }
        Set<String> missing = new TreeSet<>();
        for (ReplyShape shape : ReplyShape.all()) {
            shape.members().forEach((name, member) -> {
                if (member.presence() != 'R' && member.never().isEmpty()) {
                    String path = shape.name() + "." + name;
                    if (!has.containsKey(path)) {
                        missing.add(path + " is demanded by no row");
                    }
                    if (!lacks.containsKey(path)) {
                        missing.add(path + " is forbidden by no row");
                    }
                }
            });
        }
        assertThat(missing).isEmpty();
    }

    /** Follows a path through the tables, so that what is noted is the member of a table. */
    private static void note(String shape, JsonNode paths, Map<String, Set<String>> noted) {
        for (JsonNode path : paths) {
            String table = shape;
            String[] names = path.asText()
                    .replaceAll("\\[[^]]*]", "")
                    .replaceFirst("^\\.", "")
                    .split("\\.", -1);
            for (int i = 0; i < names.length; i++) {
                ReplyShape.Member member = ReplyShape.of(table).members().get(names[i]);
                if (member == null) {
                    break;
                }
                if (i == names.length - 1) {
                    noted.computeIfAbsent(table + "." + names[i], key -> new TreeSet<>())
                            .add(path.asText());
                }
                table = member.type().replaceFirst("^list ", "");
            }
        }
    }

    private static Map<String, Integer> rowsByRule() {
        Map<String, Integer> rows = new TreeMap<>();
        ContractRow.all()
                .forEach(row ->
                        row.rules().forEach(rule -> rows.merge(rule, row.cases().size(), Integer::sum)));
        CLASSES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(Proves.class)))
                .flatMap(proves -> Arrays.stream(proves.value()))
                .forEach(rule -> rows.merge(rule, 1, Integer::sum));
        return rows;
    }

    private static void report(List<Rule> rules, Map<String, Integer> rows) throws IOException {
        Map<String, int[]> sections = new LinkedHashMap<>();
        StringBuilder open = new StringBuilder();
        for (Rule rule : rules) {
            int[] counts = sections.computeIfAbsent(rule.section(), section -> new int[3]);
            counts[0]++;
            counts[1] += rows.getOrDefault(rule.id(), 0);
            if (!rule.open().isEmpty()) {
                counts[2]++;
                open.append("open: ")
                        .append(rule.id())
                        .append(": ")
                        .append(rule.open())
                        .append('\n');
            }
        }
        StringBuilder report = new StringBuilder("section  rules  rows  open\n");
        int[] sum = new int[3];
        sections.forEach((section, counts) -> {
            report.append("%-8s %5d %5d %5d%n".formatted(section, counts[0], counts[1], counts[2]));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += counts[i];
            }
        });
        report.append("%-8s %5d %5d %5d%n".formatted("all", sum[0], sum[1], sum[2]))
                .append(open);
        Path file = Checkout.root().resolve("itests").resolve("target").resolve("contract-report.txt");
        Files.writeString(file, report);
        System.out.printf("contract: %d rules, %d rows, %d open; see %s%n", sum[0], sum[1], sum[2], file);
    }
}
