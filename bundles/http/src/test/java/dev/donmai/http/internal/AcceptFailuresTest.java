package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptFailuresTest {

    @Test
    void aPortThatIsGoneIsFatalAtOnce() {
        List<Throwable> fatal = new ArrayList<>();
        AcceptFailures failures = new AcceptFailures(fatal::add);
        IOException gone = new IOException("closed");
        assertThat(failures.mayPass(gone, false)).isFalse();
        assertThat(failures.mayPass(gone, false)).isFalse();
        assertThat(fatal).containsExactly(gone);
    }

    @Test
    void whatMayPassIsTriedForAWhile() {
        List<Throwable> fatal = new ArrayList<>();
        AcceptFailures failures = new AcceptFailures(fatal::add);
        IOException full = new IOException("Too many open files");
        for (int i = 0; i < 100; i++) {
            assertThat(failures.mayPass(full, true)).isTrue();
            failures.accepted();
        }
        int tries = 0;
        while (failures.mayPass(full, true)) {
            tries++;
        }
        assertThat(tries).isEqualTo(29);
        assertThat(fatal).containsExactly(full);
    }

    @Test
    void whatIsClosedOnPurposeIsNoFailure() {
        List<Throwable> fatal = new ArrayList<>();
        AcceptFailures failures = new AcceptFailures(fatal::add);
        failures.expect();
        assertThat(failures.mayPass(new IOException("closed"), false)).isFalse();
        assertThat(fatal).isEmpty();
    }
}
