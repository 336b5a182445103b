package dev.donmai.worker.internal;

import dev.donmai.files.Redactor;
import dev.donmai.worker.internal.agent.Secrets;
import dev.donmai.worker.internal.assignment.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What must not be seen in anything the session keeps. */
final class SecretValues {

    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY).*");

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

    private static List<String> values(Work work) {
        List<String> values = new ArrayList<>();
        values.add(work.detail().authToken());
        work.env().forEach((name, value) -> {
            if (SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
                values.add(value);
            }
        });
        return values;
    }
}
