package dev.donmai.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"time\":\"2026-05-20T09:15:04.123Z\",\"level\":\"INFO\",\"msg\":\"up\",\"logger\":\"x\"}|2026-05-20T09:15:04 [INFO] up",
                "{\"time\":\"2026-05-20T09:15:04Z\",\"level\":\"warn\",\"msg\":\"m\"}|2026-05-20T09:15:04 [WARN] m",
                "{\"time\":\"t\",\"level\":\"ERROR\",\"msg\":\"m\"}|t [ERROR] m",
                "{\"time\":\"t\",\"level\":\"err\",\"msg\":\"m\"}|t [ERR ] m",
                "{\"msg\":\"m\"}|` [    ] m`",
                "{\"msg\":7}|{\"msg\":7}",
                "{\"other\":\"m\"}|{\"other\":\"m\"}",
                "{\"msg\":\"m\"|{\"msg\":\"m\"",
                "[\"msg\"]|[\"msg\"]",
                "time=x level=INFO msg=up|time=x level=INFO msg=up",
                "``|``",
            })
    void showsTimeLevelAndMessageOfARecord(String line, String text) {
        assertThat(LogLineText.of(line)).isEqualTo(text);
    }
}
