package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.RawAnswer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of {@code contract/rows}, against the distribution as a process. Rows of a situation share a daemon; a row
 * leaves it as it found it, and a daemon on which a row failed is not used again.
 */
class ContractIT {

    private static final SharedDaemons DAEMONS = new SharedDaemons();

    /** One situation after the other, those that begin alike together, so that few daemons are started and one lives. */
    @TestFactory
    Stream<DynamicNode> rows() {
        Map<Situation, List<DynamicNode>> tests = new EnumMap<>(Situation.class);
        for (ContractRow row : ContractRow.all()) {
            for (ObjectNode values : row.cases()) {
                tests.computeIfAbsent(row.situation(), situation -> new ArrayList<>())
                        .add(DynamicTest.dynamicTest(row.title(values), () -> run(row, values)));
            }
        }
        return tests.entrySet().stream()
                .map(situation ->
                        DynamicContainer.dynamicContainer(situation.getKey().name(), situation.getValue()));
    }

    @AfterAll
    static void closeAll() {
        DAEMONS.close();
    }

    private static void run(ContractRow row, ObjectNode values) {
        LiveDaemon daemon = DAEMONS.in(row.situation());
        boolean held = false;
        try {
            Variables about = daemon.about();
            Variables variables = about.and((ObjectNode) about.in(values));
            for (ObjectNode template : row.steps()) {
                RowStep step = RowStep.of((ObjectNode) variables.in(template));
                if (step.eventually()) {
                    Eventually.await(row.name()).untilAsserted(() -> check(step, daemon));
                } else {
                    check(step, daemon);
                }
            }
            held = true;
        } finally {
            if (!held) {
                DAEMONS.close();
            }
        }
    }

    private static void check(RowStep step, LiveDaemon daemon) {
        RawAnswer answer = step.ask(daemon.address());
        List<String> faults = new ArrayList<>(ExpectedAnswer.generalFaults(step.method(), answer));
        faults.addAll(step.expect().faults(answer));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults) + "\nasked: " + step.described() + "\ngot: "
                    + answer.status() + " " + answer.headers() + "\n" + answer.body());
        }
    }
}
