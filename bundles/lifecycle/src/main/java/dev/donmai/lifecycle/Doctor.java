package dev.donmai.lifecycle;

import dev.donmai.lifecycle.DoctorCheck.Finding;
import java.util.List;

/** Runs the {@link DoctorCheck}s of all rooms. Thread-safe; a service. */
public interface Doctor {

    /**
     * Looks at everything, all at the same time; who asks meanwhile gets the same answer. Returns within ten seconds, with
     * a failed finding for each check that took longer.
     *
     * @return one for each check, sorted by name
     */
    List<Examined> examine() throws InterruptedException;

    /** What a check found. */
    record Examined(String name, Finding finding) {}
}
