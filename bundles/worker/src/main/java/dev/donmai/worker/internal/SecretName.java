package dev.donmai.worker.internal;

import java.util.regex.Pattern;

/** Tells by a name that what bears it is a secret. */
public final class SecretName {

    /** A regular expression of the words, to be used case-insensitively. */
    public static final String WORDS = "TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY";

    private static final Pattern PATTERN = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);

    private SecretName() {}

    /** Whether a variable or member of that name holds a secret. */
    public static boolean is(String name) {
        return PATTERN.matcher(name).find();
    }
}
