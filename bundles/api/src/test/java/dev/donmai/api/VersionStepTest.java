package dev.donmai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionStepTest {

    private static final List<String> BEFORE = List.of(
            "@ConsumerType public abstract interface p.Made",
            "    public abstract void p.Made.one()",
            "public final class p.Given");

    private static ApiDump dump(String version, List<String> lines) {
        List<String> text = new ArrayList<>(List.of("package p " + version));
        text.addAll(lines);
        return ApiDump.parse(text);
    }

    private static List<String> faults(String version, String... lines) {
        return VersionStep.faults(dump("1.2.0", BEFORE), dump(version, List.of(lines)));
    }

    @Test
    void whatIsTheSameNeedsNoStep() {
        assertThat(faults("1.2.0", BEFORE.toArray(String[]::new))).isEmpty();
    }

    @Test
    void whatIsGoneIsAMajorStep() {
        assertThat(faults("1.3.0", BEFORE.get(0), BEFORE.get(1)))
                .singleElement()
                .asString()
                .contains("must be 2.0.0");
        assertThat(faults("2.0.0", BEFORE.get(0), BEFORE.get(1))).isEmpty();
    }

    @Test
    void anotherMethodForThoseWhoImplementIsAMajorStep() {
        String two = "    public abstract void p.Made.two()";
        assertThat(faults("1.3.0", BEFORE.get(0), BEFORE.get(1), two, BEFORE.get(2)))
                .singleElement()
                .asString()
                .contains("must be 2.0.0");
    }

    @Test
    void anotherTypeOrADefaultMethodIsAMinorStep() {
        String two = "    public default void p.Made.two()";
        assertThat(faults("1.2.0", BEFORE.get(0), BEFORE.get(1), two, BEFORE.get(2)))
                .singleElement()
                .asString()
                .contains("must be 1.3.0");
        assertThat(faults("1.3.0", BEFORE.get(0), BEFORE.get(1), two, BEFORE.get(2)))
                .isEmpty();
        assertThat(faults("1.3.0", BEFORE.get(0), BEFORE.get(1), BEFORE.get(2), "public final class p.More"))
                .isEmpty();
    }

    @Test
    void aPackageThatIsGoneIsSaid() {
        assertThat(VersionStep.faults(dump("1.2.0", BEFORE), ApiDump.parse(List.of())))
                .singleElement()
                .asString()
                .contains("the package p is gone");
    }
}
