package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void padsToTheWidestCellAndTwoBlanksButNotTheLast() {
        Columns columns = new Columns("> ")
                .row(List.of("a", "b", "c"))
                .row(List.of("longer", "", "x y"))
                .row("label:", 7)
                .given("left out:", "");

        assertThat(columns.lines()).containsExactly("> a       b  c", "> longer     x y", "> label:  7");
    }

    @Test
    void countsCharactersAndNoColours() {
        Columns columns = new Columns("")
                .row(List.of("\u001b[32mok\u001b[0m", "."))
                .row(List.of("𝄞é", "."))
                .row(List.of("four", "."));

        assertThat(columns.lines()).containsExactly("\u001b[32mok\u001b[0m    .", "𝄞é    .", "four  .");
    }

    @Test
    void leavesNoBlanksAtTheEnd() {
        assertThat(new Columns("  ").row(List.of("a", "")).lines()).containsExactly("  a");
    }
}
