package dev.donmai.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineIdTest {

    @ParameterizedTest
    @CsvSource({
        "Anna's MacBook.local, anna-s-macbook-local",
        "--A__b--, a-b",
        "'', local-machine",
        "ÄÖ, local-machine",
        "'host\n', host"
    })
    void followsTheHostName(String host, String id) {
        assertThat(MachineId.of(host).value()).isEqualTo(id);
    }
}
