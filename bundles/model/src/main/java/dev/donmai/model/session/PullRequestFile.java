package dev.donmai.model.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import java.util.List;

/**
 * {@code pull-request.json}: what a session without a platform has to propose, in the place of a pull request. Written by the
 * worker, once.
 *
 * @param title one line
 * @param body text in Markdown
 * @param branch the session's branch
 * @param base the branch it should go into; empty for the default branch
 * @param repository the repository, without credentials
 * @param pushed whether the repository has the branch; else it is in the session's snapshot alone
 * @param commits what the branch adds, oldest first
 * @param at when it was written
 */
public record PullRequestFile(
        String title,
        String body,
        String branch,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String base,
        String repository,
        boolean pushed,
        List<Commit> commits,
        String at) {

    public PullRequestFile {
        title = Defaults.text(title);
        body = Defaults.text(body);
        branch = Defaults.text(branch);
        base = Defaults.text(base);
        repository = Defaults.text(repository);
        commits = Defaults.list(commits);
        at = Defaults.text(at);
    }

    /** One commit by its id and the first line of its message. */
    public record Commit(String sha, String subject) {}
}
