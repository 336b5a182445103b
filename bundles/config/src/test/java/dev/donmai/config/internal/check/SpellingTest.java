package dev.donmai.config.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "flaw, lawn, 2", "same, SAME, 0"})
    void distanceCountsChangedLetters(String left, String right, int distance) {
        assertThat(Spelling.distance(left, right)).isEqualTo(distance);
    }

    @Test
    void theNearestWordIsFoundAndAFarOneIsNot() {
        List<String> known = List.of("region", "id", "repository");
        assertThat(Spelling.nearest("repositry", known)).contains("repository");
        assertThat(Spelling.nearest("xy", known)).isEmpty();
        assertThat(Spelling.nearest("religion", known)).contains("region");
    }
}
