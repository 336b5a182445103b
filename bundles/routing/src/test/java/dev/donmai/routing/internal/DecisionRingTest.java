package dev.donmai.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.store.Store;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionRingTest {

    private static final Instant SAME = Instant.parse("2026-05-20T09:15:04.118Z");

    private final Store.Table table = new MapStore().table("t");
    private final DecisionRing ring = new DecisionRing(() -> table);

    @Test
    void keepsTheLastFiftyOldestFirst() {
        for (int i = 0; i < 60; i++) {
            record("s" + i, "claude");
        }
        assertThat(ring.recent())
                .hasSize(50)
                .first()
                .satisfies(e -> assertThat(e.sessionId()).isEqualTo("s10"));
        assertThat(ring.recent().getLast().sessionId()).isEqualTo("s59");
        assertThat(ring.explain("s9")).isEmpty();
        assertThat(ring.explain("s10")).isPresent();
    }

    @Test
    void aNewerDecisionOfTheSameInstantSurvivesWhenTheOlderOneIsDropped() {
        record("twice", "claude");
        record("twice", "codex");
        for (int i = 0; i < 49; i++) {
            record("s" + i, "claude");
        }
        assertThat(ring.recent()).hasSize(50);
        assertThat(ring.explain("twice"))
                .get()
                .extracting(e -> e.decision().chosenLlm())
                .isEqualTo("codex");
        record("one more", "claude");
        assertThat(ring.explain("twice")).isEmpty();
    }

    @Test
    void aDecisionWithoutSessionIsKeptAndNeverFound() {
        record("", "claude");
        assertThat(ring.recent()).hasSize(1);
        assertThat(ring.explain("")).isEmpty();
    }

    @Test
    void survivesARestartAndGoesOnCounting() {
        for (int i = 0; i < 55; i++) {
            record("s" + i, "claude");
        }
        DecisionRing again = new DecisionRing(() -> table);
        assertThat(again.recent()).isEqualTo(ring.recent()).hasSize(50);
        assertThat(again.explain("s4")).isEmpty();
        assertThat(again.explain("s54")).isPresent();

        again.record(explanation("s54", "codex"));
        DecisionRing third = new DecisionRing(() -> table);
        assertThat(third.recent()).isEqualTo(again.recent());
        assertThat(third.explain("s54"))
                .get()
                .extracting(e -> e.decision().chosenLlm())
                .isEqualTo("codex");
    }

    @Test
    void theStoreStaysBoundedAndAnUnreadableRecordIsLeftOut() {
        for (int i = 0; i < 500; i++) {
            record("s" + i, "claude");
            assertThat(table.size()).isLessThanOrEqualTo(82);
        }
        table.put("not a number", "{}");
        table.put("9000000000000000000", "{broken");
        DecisionRing again = new DecisionRing(() -> table);
        assertThat(again.recent()).hasSize(48);
    }

    @Test
    void opensTheStoreOnlyWhenItIsUsed() {
        assertThat(new DecisionRing(() -> {
                    throw new AssertionError("opened");
                }))
                .isNotNull();
    }

    private void record(String sessionId, String runtime) {
        ring.record(explanation(sessionId, runtime));
    }

    private static RoutingExplanation explanation(String sessionId, String runtime) {
        RoutingDecision decision = new RoutingDecision(sessionId, "local", runtime, 0, List.of(), SAME);
        return new RoutingExplanation(sessionId, decision, List.of());
    }
}
