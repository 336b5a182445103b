package dev.donmai.config.internal.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is odd about a file, collected in any order and told in the file's. */
public final class Warnings {

    private final List<Warning> found = new ArrayList<>();

    private record Warning(int line, String text) {}

    /** Adds one; line 0 means that it has no place in the file. */
    public void add(int line, String text) {
        found.add(new Warning(line, text));
    }

    public List<String> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(Warning::line))
                .map(warning -> warning.line() == 0 ? warning.text() : "line " + warning.line() + ": " + warning.text())
                .toList();
    }
}
