package dev.donmai.tck.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes below this one. */
public final class Children {

    private Children() {}

    /** Their process ids now. */
    public static Set<Long> now() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** What came since, by process id, as far as the system shows their command lines. */
    public static Map<Long, String> since(Set<Long> before) {
        Map<Long, String> came = new HashMap<>();
        ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).forEach(process -> {
            if (!before.contains(process.pid())) {
                came.put(process.pid(), process.info().commandLine().orElse("?"));
            }
        });
        return came;
    }
}
