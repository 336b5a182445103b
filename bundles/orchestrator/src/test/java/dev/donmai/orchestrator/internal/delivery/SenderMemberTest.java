package dev.donmai.orchestrator.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderMemberTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"workerId":"old","x":1}                                | {"workerId":"n\\"w","x":1}
            {"workerId" : "old" , "x" : 1.50}                       | {"workerId" : "n\\"w" , "x" : 1.50}
            {"x":{"workerId":"inner"},"é":"😀","workerId":"o\\"ld"} | {"x":{"workerId":"inner"},"é":"😀","workerId":"n\\"w"}
            {"workerId":""}                                         | {"workerId":"n\\"w"}
            {"workerId":7}                                          | {"workerId":7}
            {"x":"workerId"}                                        | {"x":"workerId"}
            {}                                                      | {}
            []                                                      | []
            nonsense                                                | nonsense
            {"x":                                                   | {"x":
            """)
    void replacesOneTextAndNothingElse(String body, String sent) {
        assertThat(SenderMember.replace(body, "n\"w")).isEqualTo(sent);
    }
}
