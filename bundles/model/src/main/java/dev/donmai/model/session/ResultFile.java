package dev.donmai.model.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.PathSegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * {@code result.json}: what the worker has to say at the end ({@code sessions.md} §2.13, §2.18). It is on disk before the first
 * attempt to deliver it; whoever delivers sends both bodies in their order, each with the same {@link #IDEMPOTENCY_HEADER}.
 *
 * @param delivered whether both bodies were accepted by the platform; stays false in local mode
 * @param completionDelivered whether the first of them was, so that only the second one is left to be delivered
 * @param idempotencyKey the same for every attempt, another one for another run; empty when there is nothing to deliver
 * @param completion body for {@code /completion}
 * @param status body for {@code /status}
 * @param result the result JSON of {@code sessions.md} §2.13
 * @param baseCommit commit the session started from
 * @param headCommit commit the session's branch ended at
 * @param branch the session's branch
 * @param commits what the session committed, oldest first
 * @param changes files that differ from the base, committed or not
 */
public record ResultFile(
        boolean delivered,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean completionDelivered,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String idempotencyKey,
        ObjectNode completion,
        ObjectNode status,
        ObjectNode result,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String baseCommit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String headCommit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String branch,
        List<Commit> commits,
        List<Change> changes) {

    private static final int KEY_BYTES = 16;

    /** Header of both requests that carries the {@code idempotencyKey}. */
    public static final String IDEMPOTENCY_HEADER = "Idempotency-Key";

    public ResultFile {
        idempotencyKey = Defaults.text(idempotencyKey);
        completion = Defaults.or(completion, Json.object());
        status = Defaults.or(status, Json.object());
        result = Defaults.or(result, Json.object());
        baseCommit = Defaults.text(baseCommit);
        headCommit = Defaults.text(headCommit);
        branch = Defaults.text(branch);
        commits = Defaults.list(commits);
        changes = Defaults.list(changes);
    }

    /**
     * The key of what is to be delivered.
     *
     * @param nonce tells this run of the session from others of the same id
     */
    public static String idempotencyKey(String sessionId, String nonce, ObjectNode completion, ObjectNode status) {
        String content = String.join("\n", nonce, Json.line(completion), Json.line(status));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            // Encoded, as an id may have letters that no header can.
            return PathSegment.encoded(sessionId) + "-" + HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The same after the platform has accepted the completion, or both bodies. */
    public ResultFile accepted(boolean both) {
        return new ResultFile(
                both,
                true,
                idempotencyKey,
                completion,
                status,
                result,
                baseCommit,
                headCommit,
                branch,
                commits,
                changes);
    }

    /** One commit of the session. */
    public record Commit(String sha, String author, String subject, String at) {}

    /** One changed file: {@code added}, {@code modified}, {@code deleted} or {@code renamed}. */
    public record Change(String path, String status, boolean committed) {}
}
