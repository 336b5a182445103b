package dev.donmai.model.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import java.util.List;

/**
 * {@code result.json}: what the worker has to say at the end ({@code sessions.md} §2.13, §2.18).
 *
 * @param delivered whether both bodies were accepted by the platform; stays false in local mode
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
        ObjectNode completion,
        ObjectNode status,
        ObjectNode result,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String baseCommit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String headCommit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String branch,
        List<Commit> commits,
        List<Change> changes) {

    public ResultFile {
        completion = Defaults.or(completion, Json.object());
        status = Defaults.or(status, Json.object());
        result = Defaults.or(result, Json.object());
        baseCommit = Defaults.text(baseCommit);
        headCommit = Defaults.text(headCommit);
        branch = Defaults.text(branch);
        commits = Defaults.list(commits);
        changes = Defaults.list(changes);
    }

    /** One commit of the session. */
    public record Commit(String sha, String author, String subject, String at) {}

    /** One changed file: {@code added}, {@code modified}, {@code deleted} or {@code renamed}. */
    public record Change(String path, String status, boolean committed) {}
}
