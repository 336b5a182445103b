package dev.donmai.providers.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinePumpTest {

    @Test
    void splitsAtLineEndsOfBothKindsAndKeepsEmptyLinesAndALastOneWithoutEnd() throws Exception {
        assertThat(lines("a\r\n\nb\n c", 100)).containsExactly("a", "", "b", " c");
        assertThat(lines("", 100)).isEmpty();
        assertThat(lines("\n", 100)).containsExactly("");
    }

    @Test
    void cutsLongLinesWithoutCuttingACharacter() throws Exception {
        assertThat(lines("abcdef\nxy\n", 4)).containsExactly("abcd|cut", "xy");
        assertThat(lines("aa\u20ac\u20ac\nend", 6)).containsExactly("aa\u20ac|cut", "end");
        assertThat(lines("abcd\n", 4)).containsExactly("abcd");
        assertThat(lines("a\ud83d\ude00x\n", 3)).containsExactly("a|cut");
    }

    @Test
    void bytesThatAreNoUtf8BecomeReplacementCharacters() throws Exception {
        byte[] bytes = {'a', (byte) 0xC3, (byte) 0x28, '\n', (byte) 0xFF, '\n'};
        assertThat(lines(new ByteArrayInputStream(bytes), 100)).containsExactly("a\ufffd(", "\ufffd");
    }

    private static List<String> lines(String text, int longest) throws Exception {
        return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
    }

    private static List<String> lines(InputStream in, int longest) throws Exception {
        List<String> lines = new ArrayList<>();
        LinePump pump = new LinePump("test", in, longest, (text, cut) -> lines.add(cut ? text + "|cut" : text));
        pump.begin();
        LinePump.awaitEnd(List.of(pump), Duration.ofMinutes(1));
        return lines;
    }
}
