package dev.donmai.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the version of a package has to become when its contents change: semantic versions, package by package. */
final class VersionStep {

    private static final String CONSUMED = "@ConsumerType ";
    private static final String MEMBER = "    ";

    private VersionStep() {}

    /** What is wrong with the versions of the packages that have changed; empty when nothing is. */
    static List<String> faults(ApiDump before, ApiDump now) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, List<String>> old : before.packages().entrySet()) {
            List<String> lines = now.packages().getOrDefault(old.getKey(), List.of());
            if (lines.isEmpty()) {
                faults.add("the package " + old.getKey() + " is gone: who implements it would no longer be started");
            } else {
                fault(old.getKey(), old.getValue(), lines, faults);
            }
        }
        return faults;
    }

    private static void fault(String name, List<String> before, List<String> now, List<String> faults) {
        List<String> from = qualified(before);
        List<String> to = qualified(now);
        List<String> removed = from.stream().filter(line -> !to.contains(line)).toList();
        List<String> added = to.stream().filter(line -> !from.contains(line)).toList();
        int[] was = version(before);
        int[] is = version(now);
        // Who implements a type can't know of a method that comes later.
        List<String> unknown = added.stream()
                .filter(line -> line.startsWith(CONSUMED) && line.contains(MEMBER + "public abstract "))
                .filter(line -> from.contains(line.substring(0, line.indexOf(MEMBER))))
                .toList();
        if ((!removed.isEmpty() || !unknown.isEmpty()) && is[0] <= was[0]) {
            faults.add(name + " breaks what was built against it, its version must be " + (was[0] + 1)
                    + ".0.0: removed " + removed + ", added " + unknown);
        } else if (!added.isEmpty() && is[0] == was[0] && is[1] <= was[1]) {
            faults.add(name + " has more than before, its version must be " + was[0] + "." + (was[1] + 1) + ".0: added "
                    + added);
        }
    }

    /** The lines below the package's own, members with their type before them. */
    private static List<String> qualified(List<String> lines) {
        List<String> qualified = new ArrayList<>();
        String type = "";
        for (String line : lines.subList(1, lines.size())) {
            type = line.startsWith(MEMBER) ? type : line;
            qualified.add(line.startsWith(MEMBER) ? type + line : line);
        }
        return qualified;
    }

    private static int[] version(List<String> lines) {
        String[] parts = lines.getFirst().split(" ", 3)[2].split("\\.", -1);
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }
}
