package dev.donmai.worker.internal;

import dev.donmai.files.Redactor;
import dev.donmai.worker.internal.agent.Secrets;
import dev.donmai.worker.internal.assignment.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must not be seen in anything the session keeps. */
final class SecretValues {

    private SecretValues() {}

    /** The platform's token, and the work item's variables whose names say that they are secret. */
    static Redactor of(Work work) {
        return Redactor.of(values(work));
    }

    /** The same with the secrets of the runtime's settings. */
    static Redactor of(Work work, Secrets secrets) {
        List<String> values = values(work);
        values.addAll(secrets.values());
        return Redactor.of(values);
    }

    /** The values themselves, for those who look for them. */
    static Set<String> all(Work work, Secrets secrets) {
        List<String> values = values(work);
        values.addAll(secrets.values());
        return values.stream().filter(value -> !value.isBlank()).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> values(Work work) {
        List<String> values = new ArrayList<>();
        values.add(work.detail().authToken());
        work.detail().gitCredentials().forEach(credential -> values.add(credential.token()));
        work.env().forEach((name, value) -> {
            if (SecretName.is(name)) {
                values.add(value);
            }
        });
        return values;
    }
}
