package dev.donmai.tck.internal.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a program that does as it is told, one thing after the other. */
final class ActingProgram {

    private final Path directory;
    private final StringBuilder script = new StringBuilder("#!/bin/sh\n");
    private int outputs;

    ActingProgram(Path directory) {
        this.directory = directory;
    }

    /** Prints bytes. */
    ActingProgram prints(byte[] content) throws IOException {
        outputs++;
        Path file = Files.write(directory.resolve("output-" + outputs), content);
        return does("cat '" + file + "'");
    }

    ActingProgram prints(String text) throws IOException {
        return prints(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says something on standard error. */
    ActingProgram complains(String text) {
        return does("echo '" + text + "' >&2");
    }

    ActingProgram exits(int status) {
        return does("exit " + status);
    }

    ActingProgram isKilled() {
        return does("kill -9 $$");
    }

    /** Goes on for good, as one process. */
    ActingProgram goesOn() {
        return does("exec sleep 600");
    }

    /** Ignores the signal that asks it to end, as does a child of it. */
    ActingProgram ignoresSignals() {
        return does("trap '' TERM\nsleep 600 >/dev/null 2>&1 &\nwait");
    }

    private ActingProgram does(String line) {
        script.append(line).append('\n');
        return this;
    }

    /** The program. */
    Path written() throws IOException {
        Path file = Files.writeString(directory.resolve("program"), script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
