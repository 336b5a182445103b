package dev.donmai.worker.internal.ending;

import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.VersionControl;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.worker.internal.Bounded;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.provider.LoadedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * The step that loads version control and lets {@link Backstop} do its work with it. Never fails the session, and no provider can
 * make it wait for longer than it may.
 */
public final class SaveWork {

    /** For all of it ({@code sessions.md} §2.15). */
    public static final Duration LIMIT = Duration.ofSeconds(90);

    /** Somebody waits for the worker to end: enough for a commit. */
    public static final Duration LIMIT_IN_A_HURRY = Duration.ofSeconds(6);

    /** A provider ends in time by itself; this is for one that does not. */
    private static final Duration EXTRA = Duration.ofSeconds(4);

    private final Workarea workarea;
    private final VcsContext context;
    private final Proposal proposal;

    /** Loads version control, when there is something for it to do. */
    public interface Loading {
        LoadedProvider<VersionControl> load() throws SessionFailure, IOException;
    }

    public SaveWork(Workarea workarea, VcsContext context, Proposal proposal) {
        this.workarea = workarea;
        this.context = context;
        this.proposal = proposal;
    }

    /** Does it. */
    public BackstopReport run(BackstopExtent extent, Duration limit, Loading loading) throws InterruptedException {
        if (extent == BackstopExtent.NONE) {
            return BackstopReport.NONE;
        }
        try (LoadedProvider<VersionControl> vcs = loading.load()) {
            Optional<BackstopReport> report = Bounded.call(
                    "vcs",
                    vcs.loader(),
                    limit.plus(EXTRA),
                    () -> new Backstop(vcs.provider().open(workarea, context), proposal, limit).run(extent));
            return report.orElseGet(() -> failed(extent, "it was not done within " + limit.toSeconds() + " s"));
        } catch (ExecutionException e) {
            return failed(
                    extent,
                    e.getCause() instanceof VcsException refused
                            ? String.valueOf(refused.getMessage())
                            : "version control failed: " + e.getCause());
        } catch (SessionFailure e) {
            return failed(extent, e.text());
        } catch (IOException e) {
            return failed(extent, "version control can't be loaded: " + e);
        }
    }

    private static BackstopReport failed(BackstopExtent extent, String why) {
        return new BackstopReport(extent, "", false, false, "", why);
    }
}
