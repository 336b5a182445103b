package dev.donmai.launcher.cli;

import dev.donmai.model.wire.PoolStats;
import dev.donmai.model.wire.PoolStats.Member;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pool of workareas, below the figures of a daemon ({@code cli.md} §2.3). */
record PoolText(PoolStats pool) {

    private record Group(String repository, String toolchain) {}

    void print(Console console) {
        console.line("");
        console.line("  Workarea pool:");
        new Columns("    ")
                .row("Total:", pool.totalMembers())
                .row("Ready:", pool.readyMembers())
                .row("Acquired:", pool.acquiredMembers())
                .row("Warming:", pool.warmingMembers())
                .row("Invalid:", pool.invalidMembers())
                .row("Disk usage:", pool.totalDiskUsageMb() + " MB")
                .print(console);
        if (!pool.members().isEmpty()) {
            console.line("");
            console.line("    By (repo, toolchain):");
            console.table(
                    "      ",
                    List.of("REPO", "TOOLCHAIN", "TOTAL", "READY", "ACQUIRED", "WARMING", "INVALID", "DISK MB"),
                    groups().entrySet().stream()
                            .map(group -> row(group.getKey(), group.getValue()))
                            .toList());
        }
    }

    private Map<Group, List<Member>> groups() {
        return pool.members().stream()
                .collect(Collectors.groupingBy(
                        member -> new Group(member.repository(), member.toolchainKey()),
                        () -> new TreeMap<>(
                                Comparator.comparing(Group::repository).thenComparing(Group::toolchain)),
                        Collectors.toList()));
    }

    private static List<String> row(Group group, List<Member> members) {
        return List.of(
                group.repository(),
                group.toolchain(),
                String.valueOf(members.size()),
                count(members, "ready"),
                count(members, "acquired"),
                count(members, "warming"),
                count(members, "invalid"),
                String.valueOf(members.stream().mapToLong(Member::diskUsageMb).sum()));
    }

    private static String count(List<Member> members, String status) {
        return String.valueOf(members.stream()
                .filter(member -> member.status().equals(status))
                .count());
    }
}
