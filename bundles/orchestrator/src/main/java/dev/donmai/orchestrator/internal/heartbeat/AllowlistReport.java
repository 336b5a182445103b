package dev.donmai.orchestrator.internal.heartbeat;

import dev.donmai.files.Sha256;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.model.wire.AllowlistEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The allowlist as an orchestrator sees it ({@code orchestrator.md} §6): entries sorted by the bytes of their ids, and a hash
 * by which a change shows. Nothing of the texts is changed.
 *
 * @param hash SHA-256 in hexadecimal; empty when there is no entry
 */
public record AllowlistReport(List<AllowlistEntry> entries, String hash) {

    private static final byte END = 0;

    private static final Comparator<AllowlistEntry> BY_ID_BYTES = (a, b) ->
            Arrays.compareUnsigned(a.id().getBytes(StandardCharsets.UTF_8), b.id().getBytes(StandardCharsets.UTF_8));

    /** Of the configured projects. */
    public static AllowlistReport of(List<Project> projects) {
        List<AllowlistEntry> entries = projects.stream()
                .filter(project ->
                        !project.id().isEmpty() && !project.repository().isEmpty())
                .map(project -> new AllowlistEntry(project.id(), project.repository()))
                .sorted(BY_ID_BYTES)
                .toList();
        return new AllowlistReport(entries, hash(entries));
    }

    /** The entries as they may be shown: without name and password in an address. */
    List<AllowlistEntry> shown() {
        return entries.stream()
                .map(entry -> new AllowlistEntry(entry.id(), PublicUrl.cut(entry.repository())))
                .toList();
    }

    private static String hash(List<AllowlistEntry> entries) {
        if (entries.isEmpty()) {
            return "";
        }
        MessageDigest digest = Sha256.digest();
        for (AllowlistEntry entry : entries) {
            digest.update(entry.id().getBytes(StandardCharsets.UTF_8));
            digest.update(END);
            digest.update(entry.repository().getBytes(StandardCharsets.UTF_8));
            digest.update(END);
            digest.update(END);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
