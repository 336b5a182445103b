package dev.donmai.providers.fakes.faults;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequest;
import dev.donmai.api.vcs.PullRequestOutcome;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.VersionControl;
import dev.donmai.api.vcs.WorkState;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.api.vcs.WorkingCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Version control without a program, for checks that run often: a repository is a directory with one file for each branch,
 * which lists commits; a working copy has a directory {@code .notebook}.
 */
public class Notebook implements VersionControl {

    /** Marks a working copy. */
    public static final String MARK = ".notebook";

    @Override
    public String id() {
        return "git";
    }

    @Override
    public WorkingCopy open(Workarea workarea, VcsContext context) throws VcsException {
        if (!Files.isDirectory(workarea.directory().resolve(MARK))) {
            throw new VcsException(workarea.directory() + " is no notebook");
        }
        return new Copy(workarea, context);
    }

    private static final class Copy implements PullRequests {

        private final Workarea workarea;
        private final VcsContext context;
        private final List<String> excluded = new ArrayList<>();
        private final Map<String, String> held = new TreeMap<>();
        private final List<WorkState.Commit> commits = new ArrayList<>();

        Copy(Workarea workarea, VcsContext context) {
            this.workarea = workarea;
            this.context = context;
        }

        @Override
        public void exclude(List<String> directories) {
            excluded.addAll(directories);
        }

        private Map<String, String> changed() throws IOException {
            Map<String, String> changed = new TreeMap<>();
            try (Stream<Path> files = Files.walk(workarea.directory())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = workarea.directory().relativize(file).toString();
                    boolean ours = path.startsWith(MARK) || excluded.stream().anyMatch(d -> path.startsWith(d + "/"));
                    String content = Files.readString(file);
                    if (!ours && !content.equals(held.get(path))) {
                        changed.put(path, content);
                    }
                }
            }
            return changed;
        }

        @Override
        public WorkState inspect(Duration limit) throws VcsException {
            try {
                List<String> uncommitted = List.copyOf(new TreeSet<>(changed().keySet()));
                return new WorkState(workarea.base(), "work", head(), uncommitted, commits, false, true);
            } catch (IOException e) {
                throw new VcsException(e.toString(), e);
            }
        }

        private String head() {
            return commits.isEmpty() ? workarea.base() : commits.getLast().id();
        }

        @Override
        public CommitOutcome commit(CommitRequest request, Duration limit) {
            try {
                Map<String, String> changed = changed();
                if (changed.isEmpty()) {
                    return new CommitOutcome.Nothing(List.of());
                }
                if (changed.size() > request.maxFiles()) {
                    return new CommitOutcome.TooMany(changed.size(), request.maxFiles());
                }
                held.putAll(changed);
                String id = Integer.toHexString(held.hashCode());
                commits.add(new WorkState.Commit(id, request.message()));
                return new CommitOutcome.Committed(id, changed.size(), List.of());
            } catch (IOException e) {
                return new CommitOutcome.Rejected(Rejection.FAILED, e.toString());
            }
        }

        @Override
        public PushOutcome push(PushRequest request, Duration limit) {
            boolean secret = held.values().stream()
                    .anyMatch(content -> context.secrets().stream().anyMatch(content::contains));
            if (secret) {
                return new PushOutcome.Rejected(Rejection.SECRETS, "a commit holds a secret");
            }
            Path branch = Path.of(workarea.repository()).resolve(request.branch());
            try {
                String mine = String.join(
                        "\n", commits.stream().map(WorkState.Commit::id).toList());
                String there = Files.exists(branch) ? Files.readString(branch) : "";
                if (mine.equals(there)) {
                    return new PushOutcome.UpToDate(request.branch(), head());
                }
                if (!mine.startsWith(there)) {
                    return new PushOutcome.Rejected(Rejection.NON_FAST_FORWARD, "somebody else's branch is there");
                }
                Files.writeString(branch, mine);
                return new PushOutcome.Pushed(request.branch(), head(), false);
            } catch (IOException e) {
                return new PushOutcome.Rejected(Rejection.UNREACHABLE, "the repository is not there");
            }
        }

        @Override
        public PullRequestOutcome openPullRequest(PullRequest request, Duration limit) {
            return new PullRequestOutcome.Rejected(Rejection.UNSUPPORTED, "nobody reads notebooks");
        }
    }
}
