package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundAddressTest {

    private final BoundAddress bound = new BoundAddress();

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:7734, 127.0.0.1:7734",
        "[0:0:0:0:0:0:0:0]:7734, [::1]:7734",
        "[::]:7734, [::1]:7734",
        "10.0.0.5:7734, 10.0.0.5:7734",
        "[2001:db8::1]:7734, [2001:db8::1]:7734"
    })
    void commandsOfThisMachineAreSentWhereNothingLeavesIt(String address, String local) {
        bound.set(address, Optional.empty(), () -> new Connections.Counts(0, 0, 0, 0));
        assertThat(bound.addresses()).containsExactly(address);
        assertThat(bound.local()).containsExactly(local);
    }
}
