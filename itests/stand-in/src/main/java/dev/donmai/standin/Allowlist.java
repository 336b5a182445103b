package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A mirror of a daemon's allowlist ({@code orchestrator.md} §6). */
record Allowlist(List<Entry> entries) {

    static final Allowlist EMPTY = new Allowlist(List.of());

    /** One project. */
    record Entry(String id, String repository) {}

    Allowlist {
        entries = List.copyOf(entries);
    }

    static Allowlist of(JsonNode list) {
        List<Entry> entries = new ArrayList<>();
        list.forEach(entry -> entries.add(
                new Entry(entry.path("id").asText(""), entry.path("repository").asText(""))));
        return new Allowlist(entries);
    }

    /** Of the entries in the order in which they came; empty when there is none. */
    String hash() {
        if (entries.isEmpty()) {
            return "";
        }
        ByteArrayOutputStream canonical = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            canonical.writeBytes((entry.id() + "\0" + entry.repository() + "\0\0").getBytes(StandardCharsets.UTF_8));
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether the ids are in the order of their bytes. */
    boolean sorted() {
        for (int i = 1; i < entries.size(); i++) {
            byte[] before = entries.get(i - 1).id().getBytes(StandardCharsets.UTF_8);
            byte[] after = entries.get(i).id().getBytes(StandardCharsets.UTF_8);
            if (Arrays.compareUnsigned(before, after) > 0) {
                return false;
            }
        }
        return true;
    }

    boolean complete() {
        return entries.stream()
                .noneMatch(entry -> entry.id().isEmpty() || entry.repository().isEmpty());
    }
}
