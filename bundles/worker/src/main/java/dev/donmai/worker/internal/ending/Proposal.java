package dev.donmai.worker.internal.ending;

import dev.donmai.api.vcs.VcsCredentials;
import dev.donmai.api.vcs.WorkState;
import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.Timestamps;
import dev.donmai.model.session.PullRequestFile;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A session's work as it is proposed to others.
 *
 * @param detail what the session was about
 * @param summary what the agent says about it, redacted
 * @param branch the session's branch
 * @param base the branch it is meant for; empty for the repository's default branch
 * @param lender what the repository is reached with at each moment
 * @param file where a session without a platform describes its pull request; empty for none
 */
public record Proposal(
        SessionDetail detail,
        String summary,
        String branch,
        String base,
        Lender lender,
        Optional<Path> file,
        InstantSource clock) {

    /** Tells what the repository is reached with; short-lived tokens are renewed while a session runs. */
    @FunctionalInterface
    public interface Lender {
        VcsCredentials now() throws InterruptedException;
    }

    boolean local() {
        return !detail.hasPlatform();
    }

    VcsCredentials credentials() throws InterruptedException {
        return lender.now();
    }

    String commitMessage() {
        return detail.issueIdentifier().isEmpty()
                ? "Backstop: " + detail.sessionId()
                : "Backstop: " + detail.issueIdentifier() + " (" + detail.sessionId() + ")";
    }

    String title() {
        return Subject.of(detail);
    }

    String body() {
        String origin = "Opened for session " + detail.sessionId()
                + (detail.issueIdentifier().isEmpty() ? "" : ", issue " + detail.issueIdentifier())
                + ", whose agent had not opened one.";
        return summary.isBlank() ? origin : summary.strip() + "\n\n---\n" + origin;
    }

    /** Writes the pull request of a session without a platform; its address, empty when there is nowhere to write it. */
    String write(String branch, WorkState state, boolean pushed) throws IOException {
        if (file.isEmpty()) {
            return "";
        }
        PullRequestFile written = new PullRequestFile(
                title(),
                body(),
                branch,
                base,
                PublicUrl.cut(detail.repository()),
                pushed,
                state.commits().stream()
                        .map(commit -> new PullRequestFile.Commit(commit.id(), commit.subject()))
                        .toList(),
                Timestamps.t9(clock.instant()));
        AtomicFile.write(file.get(), Json.pretty(written));
        return file.get().toUri().toString();
    }
}
