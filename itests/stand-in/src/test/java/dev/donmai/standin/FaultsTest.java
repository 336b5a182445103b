package dev.donmai.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.model.Json;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private final StandIn standIn = StandIn.start();
    private final Client client = new Client(standIn);

    @BeforeEach
    void register() throws Exception {
        client.register();
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void aRefusalStrikesSoManyTimesAndDoesNothing() throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        standIn.faults().add("poll=429:7x2");
        assertThat(client.poll().response().headers().firstValue("Retry-After")).contains("7");
        assertThat(standIn.faults().spent()).isFalse();
        assertThat(client.heartbeat(Json.object()).status()).isEqualTo(200);
        assertThat(client.poll().status()).isEqualTo(429);
        assertThat(standIn.faults().spent()).isTrue();
        assertThat(client.work()).containsExactly("s-1");
        assertThat(standIn.seen(Endpoint.POLL)).extracting(SeenRequest::fault).containsExactly("429:7", "429:7", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose", "cut"})
    void anAnswerThatIsLostWasAnAnswerAllTheSame(String fault) throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        assertThat(client.work()).containsExactly("s-1");
        standIn.faults().add("completion=" + fault + "x1");
        assertThatThrownBy(() -> client.completion("s-1", "k")).isInstanceOf(IOException.class);
        assertThat(standIn.item("s-1").orElseThrow().completions()).hasSize(1);
        assertThat(client.completion("s-1", "k").status()).isEqualTo(200);
        assertThat(standIn.item("s-1").orElseThrow().repeats()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang:0.05", "stall:0.05"})
    void silenceEndsWithoutAnAnswer(String fault) {
        standIn.faults().add("any=" + fault);
        assertThatThrownBy(client::poll).isInstanceOf(IOException.class);
    }

    @Test
    void closingLetsGoOfWhoIsKeptWaiting() throws Exception {
        standIn.faults().add("poll=hang");
        Thread waiting = Thread.ofVirtual().start(() -> assertThatThrownBy(client::poll));
        while (standIn.seen(Endpoint.POLL).isEmpty()) {
            Thread.onSpinWait();
        }
        standIn.down();
        waiting.join();
        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void aSlowAnswerIsAnAnswer() throws Exception {
        standIn.faults().add("poll=slow:0.05");
        assertThat(client.poll().status()).isEqualTo(200);
    }

    @Test
    void aGarbledAnswerIsNoJson() throws Exception {
        standIn.faults().add("poll=garble");
        assertThatThrownBy(() -> client.poll().json()).isInstanceOf(AssertionError.class);
    }

    /** A client that is told 200 may believe that its call was done. */
    @Test
    void aGarbledRefusalIsARefusal() throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        standIn.faults().add("completion=garble");
        standIn.forgetWorkers();
        assertThat(client.completion("s-1", "k").status()).isEqualTo(401);
        assertThat(standIn.item("s-1").orElseThrow().completions()).isEmpty();
    }

    @Test
    void aRedirectIsOne() throws Exception {
        standIn.faults().add("poll=redirect:/api/elsewhere");
        assertThat(client.poll().response().headers().firstValue("Location")).contains("/api/elsewhere");
    }

    @Test
    void itemsCanBeOfferedTwiceAndInTheOppositeOrder() throws Exception {
        standIn.offer(StandIn.item("s-1", "sample"));
        standIn.offer(StandIn.item("s-2", "sample"));
        standIn.faults().add("any=duplicatex1").add("any=reorderx1");
        assertThat(client.work()).containsExactly("s-1", "s-2", "s-1", "s-2");
        standIn.offer(StandIn.item("s-3", "sample"));
        standIn.offer(StandIn.item("s-4", "sample"));
        assertThat(client.work()).containsExactly("s-4", "s-3");
    }

    @Test
    void aShareOfTheRequestsIsStruck() {
        Faults faults = new Faults().seed(7).add("any=503@20%");
        long struck = IntStream.range(0, 1000)
                .filter(i -> faults.next(Endpoint.STATUS).isPresent())
                .count();
        assertThat(struck).isBetween(150L, 250L);
        faults.clear();
        assertThat(faults.next(Endpoint.STATUS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "poll",
                "poll=",
                "nobody=503",
                "poll=200",
                "poll=600",
                "poll=sleep",
                "poll=hang:x",
                "poll=503x"
            })
    void whatIsNoFaultIsRefusedWithAnExplanation(String text) {
        assertThatThrownBy(() -> standIn.faults().add(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\" is no fault: CALL=FAULT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503",
                "429:5",
                "hang:30",
                "slow:2",
                "lose",
                "cut",
                "stall:0.5",
                "garble",
                "redirect:/x",
                "duplicate",
                "reorder"
            })
    void aFaultIsWrittenAsItIsRead(String word) {
        Faults faults = new Faults().add("poll=" + word);
        assertThat(faults.next(Endpoint.POLL)).map(Fault::word).contains(word);
    }
}
