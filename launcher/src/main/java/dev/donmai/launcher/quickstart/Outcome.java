package dev.donmai.launcher.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import dev.donmai.git.Patch;
import dev.donmai.launcher.framework.Distribution;
import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.wire.SessionRecord;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What a quickstart shows at the end: commits, diff, archive, what to try next. */
record Outcome(
        Playground playground,
        SessionRecord record,
        Git git,
        Distribution distribution,
        Quickstart.Plan plan,
        Consumer<String> out) {

    private static final int MAX_DIFF = 64 * 1024;
    private static final int SHORT = 10;

    void show() throws GitException, JsonProcessingException, InterruptedException {
        ResultFile result = Json.convert(record.result(), ResultFile.class);
        Path session =
                playground.state().resolve("sessions").resolve(record.handle().sessionId());
        if (record.archiveId().isEmpty()) {
            out.accept("Nothing was archived; what the session said is in " + session + ":");
            out.accept("  output.log, stderr.log, events.ndjson, result.json");
            return;
        }
        Path tree = playground.archives().resolve(record.archiveId()).resolve("tree");
        commits(result);
        diff(result, tree);
        if (plan.keep()) {
            out.accept("");
            out.accept("Archive");
            out.accept("  " + tree);
            next(tree, !result.commits().isEmpty());
        }
    }

    private void commits(ResultFile result) {
        out.accept("");
        if (result.commits().isEmpty()) {
            out.accept(
                    plan.agent().equals("stub")
                            ? "There is no commit: the stub agent changes nothing."
                            : "There is no commit: the agent made none.");
            return;
        }
        out.accept(result.commits().size() == 1 ? "Commit" : "Commits");
        for (ResultFile.Commit commit : result.commits()) {
            out.accept("  " + commit.sha() + "  " + commit.subject() + "  (" + commit.author() + ")");
        }
    }

    private void diff(ResultFile result, Path tree) throws GitException, InterruptedException {
        if (result.baseCommit().isEmpty()) {
            return;
        }
        Patch patch = git.diff(tree, result.baseCommit(), MAX_DIFF);
        if (patch.text().isBlank()) {
            return;
        }
        out.accept("");
        out.accept("Diff since " + shortened(result.baseCommit()));
        patch.text().lines().forEach(line -> out.accept("  " + line));
        if (patch.truncated()) {
            out.accept("  ... (cut)");
        }
    }

    private void next(Path tree, boolean committed) {
        String donmai = "DONMAI_STATE_HOME=" + quoted(playground.state().toString()) + " "
                + quoted(distribution.script().toString());
        out.accept("");
        out.accept("To try next");
        out.accept("  # look into the archive");
        out.accept("  git -C " + quoted(tree.toString())
                + (committed ? " --no-pager show --stat HEAD" : " --no-pager log"));
        out.accept("  # run a daemon on what this left behind, until Ctrl-C");
        out.accept("  " + donmai + " daemon run");
        out.accept("  # ask it, from another terminal");
        out.accept("  " + donmai + " session show " + record.handle().sessionId());
    }

    private static String shortened(String commit) {
        return commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
    }

    /** The text as one word of a shell. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
