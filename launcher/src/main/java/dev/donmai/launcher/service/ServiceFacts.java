package dev.donmai.launcher.service;

import java.nio.file.Path;

/**
 * What is known of the service ({@code cli.md} §2.5).
 *
 * @param os {@code linux} or {@code darwin}
 * @param definition the file that defines it, whether it is there or not
 * @param installed whether it is there
 * @param activity whether it runs
 * @param program what it starts; without a service, what would be installed
 * @param detail what the service manager says about it; may have several lines, may be empty
 */
public record ServiceFacts(
        String os, Path definition, boolean installed, Activity activity, Path program, String detail) {

    /** Whether a service runs. */
    public enum Activity {
        ACTIVE,
        INACTIVE,
        /** The service manager cannot be asked. */
        UNKNOWN
    }
}
