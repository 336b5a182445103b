package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    @Test
    void deliversEmptyLinesTheLastLineAndNoCarriageReturn() throws IOException {
        assertThat(split(100, "a\r\n\nb\r\r\nc")).containsExactly("a", "", "b\r", "c");
        assertThat(split(100, "a\n")).containsExactly("a");
        assertThat(split(100, "")).isEmpty();
    }

    @Test
    void cutsAtTheCapOnceAndGoesOnWithTheNextLine() throws IOException {
        assertThat(split(4, "1234\n12345\n" + "x".repeat(100_000) + "\nok\r\n1234\r\n"))
                .containsExactly("1234", "1234+", "xxxx+", "ok", "1234");
        assertThat(split(4, "12345")).containsExactly("1234+");
        assertThat(split(1, "ab\n\nc")).containsExactly("a+", "", "c");
    }

    @Test
    void deliversALongLineBeforeItsEnd() throws IOException {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(3, (text, truncated) -> lines.add(text));
        splitter.accept("abcdef".getBytes(StandardCharsets.UTF_8), 0, 6);
        assertThat(lines).containsExactly("abc");
    }

    @Test
    void doesNotCutACharacterInTwo() throws IOException {
        assertThat(split(4, "aaaü\n")).containsExactly("aaa+");
        assertThat(split(5, "aaaü\n")).containsExactly("aaaü");
        assertThat(split(4, "a😀b\n")).containsExactly("a+");
        assertThat(split(5, "a😀b\n")).containsExactly("a😀+");
        assertThat(split(3, "üü\n")).containsExactly("ü+");
    }

    @Test
    void replacesMalformedBytes() throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] bytes = {'a', (byte) 0xff, 'b', '\n', (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};
        LineSplitter.read(new ByteArrayInputStream(bytes), 4, (text, truncated) -> lines.add(text));
        assertThat(lines).containsExactly("a\ufffdb", "\ufffd".repeat(4));
    }

    /** However the bytes arrive, the lines are the same. */
    private static List<String> split(int cap, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> expected = null;
        for (int step : new int[] {1, 2, 3, 7, Math.max(1, bytes.length)}) {
            List<String> lines = new ArrayList<>();
            LineSplitter splitter =
                    new LineSplitter(cap, (line, truncated) -> lines.add(line + (truncated ? "+" : "")));
            for (int i = 0; i < bytes.length; i += step) {
                splitter.accept(bytes, i, Math.min(step, bytes.length - i));
            }
            splitter.end();
            if (expected != null) {
                assertThat(lines).as("in steps of %d", step).isEqualTo(expected);
            }
            expected = lines;
        }
        return expected == null ? List.of() : expected;
    }
}
