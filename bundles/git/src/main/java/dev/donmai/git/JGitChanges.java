package dev.donmai.git;

import dev.donmai.git.ChangedFile.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.errors.CancelledException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.FileHeader.PatchType;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/** What {@link NativeChanges} does, with JGit. */
final class JGitChanges {
    private final Repository repository;
    private final ObjectId base;
    private final Deadline deadline;

    /** @param base full id of a commit; empty = unknown, which is enough for {@link #status()} */
    JGitChanges(Repository repository, String base, Deadline deadline) {
        this.repository = repository;
        this.base = base.isEmpty() ? ObjectId.zeroId() : ObjectId.fromString(base);
        this.deadline = deadline;
        // In memory alone: no program that the working copy's configuration names is run.
        StoredConfig config = repository.getConfig();
        for (String filter : config.getSubsections("filter")) {
            config.unsetSection("filter", filter);
        }
    }

    WorkareaStatus status() throws GitAPIException, IOException {
        Ref head = repository.exactRef("HEAD");
        String branch = head != null && head.isSymbolic()
                ? Repository.shortenRefName(head.getTarget().getName())
                : "";
        ObjectId commit = repository.resolve("HEAD");
        return new WorkareaStatus(branch, commit == null ? "" : commit.name(), isDirty(), isUnpushed());
    }

    Changes changes(ChangeLimits limits) throws GitAPIException, IOException {
        List<Commit> commits = commits(limits.commits());
        List<ChangedFile> files = new ArrayList<>();
        boolean moreFiles = false;
        try (DiffFormatter formatter = formatter(DisabledOutputStream.INSTANCE)) {
            List<DiffEntry> entries = scan(formatter);
            moreFiles = entries.size() > limits.files();
            for (DiffEntry entry : entries.subList(0, Math.min(entries.size(), limits.files()))) {
                requireTime();
                files.add(file(formatter, entry));
            }
        }
        return new Changes(
                base.name(),
                status(),
                commits.subList(0, Math.min(commits.size(), limits.commits())),
                commits.size() > limits.commits(),
                files,
                moreFiles);
    }

    Patch diff(int maxBytes) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        boolean truncated = false;
        try (DiffFormatter formatter = formatter(new Capped(text, maxBytes))) {
            for (DiffEntry entry : scan(formatter)) {
                requireTime();
                formatter.format(entry);
                formatter.flush();
            }
        } catch (Full full) {
            truncated = true;
        }
        return Patches.of(text.toByteArray(), truncated);
    }

    private boolean isDirty() throws GitAPIException, IOException {
        Path modules = repository.getDirectory().toPath().resolve("modules");
        if (Files.isDirectory(modules)) {
            try (Stream<Path> entries = Files.list(modules)) {
                if (entries.findAny().isPresent()) {
                    return true;
                }
            }
        }
        try (org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(repository)) {
            return !git.status()
                    .setIgnoreSubmodules(IgnoreSubmoduleMode.DIRTY)
                    .setProgressMonitor(new JGitMonitor(deadline))
                    .call()
                    .isClean();
        }
    }

    private boolean isUnpushed() throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            List<Ref> local = new ArrayList<>(repository.getRefDatabase().getRefsByPrefix("refs/heads/", "refs/stash"));
            Ref head = repository.exactRef("HEAD");
            if (head != null) {
                local.add(head);
            }
            for (Ref ref : local) {
                if (ref.getObjectId() != null) {
                    walk.markStart(walk.parseCommit(ref.getObjectId()));
                }
            }
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix("refs/remotes/")) {
                if (ref.getObjectId() != null) {
                    walk.markUninteresting(walk.parseCommit(ref.getObjectId()));
                }
            }
            if (!base.equals(ObjectId.zeroId())) {
                walk.markUninteresting(walk.parseCommit(base));
            }
            return walk.next() != null;
        }
    }

    private List<Commit> commits(int most) throws IOException {
        List<Commit> commits = new ArrayList<>();
        ObjectId head = repository.resolve("HEAD");
        if (head == null) {
            return commits;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(head));
            walk.markUninteresting(walk.parseCommit(base));
            for (RevCommit each = walk.next(); each != null && commits.size() <= most; each = walk.next()) {
                requireTime();
                PersonIdent author = each.getAuthorIdent();
                commits.add(new Commit(
                        each.name(),
                        author.getName(),
                        author.getEmailAddress(),
                        each.getCommitterIdent().getWhenAsInstant(),
                        each.getShortMessage()));
            }
        }
        return commits;
    }

    private DiffFormatter formatter(OutputStream out) throws IOException {
        DiffFormatter formatter = new DiffFormatter(out);
        formatter.setRepository(repository);
        formatter.setDetectRenames(true);
        formatter.setOldPrefix("a/");
        formatter.setNewPrefix("b/");
        formatter.setProgressMonitor(new JGitMonitor(deadline));
        return formatter;
    }

    private List<DiffEntry> scan(DiffFormatter formatter) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader reader = repository.newObjectReader()) {
            CanonicalTreeParser old = new CanonicalTreeParser();
            old.reset(reader, walk.parseCommit(base).getTree());
            List<DiffEntry> entries = new ArrayList<>(formatter.scan(old, new JGitTree(repository)));
            entries.sort(Comparator.comparing(JGitChanges::path));
            return entries;
        }
    }

    private static ChangedFile file(DiffFormatter formatter, DiffEntry entry) throws IOException {
        FileHeader header = formatter.toFileHeader(entry);
        int added = 0;
        int deleted = 0;
        if (header.getPatchType() == PatchType.UNIFIED) {
            for (Edit edit : header.toEditList()) {
                added += edit.getLengthB();
                deleted += edit.getLengthA();
            }
        } else {
            added = -1;
            deleted = -1;
        }
        Status status = switch (entry.getChangeType()) {
            case ADD, COPY -> Status.ADDED;
            case DELETE -> Status.DELETED;
            case RENAME -> Status.RENAMED;
            case MODIFY -> Status.MODIFIED;
        };
        return new ChangedFile(path(entry), status == Status.RENAMED ? entry.getOldPath() : "", status, added, deleted);
    }

    private static String path(DiffEntry entry) {
        return entry.getChangeType() == DiffEntry.ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
    }

    private void requireTime() throws CancelledException {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw new CancelledException("cancelled");
        }
    }

    /** Ends the writing of a diff that is long enough. */
    private static final class Full extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Capped extends OutputStream {
        private final OutputStream out;
        private int left;

        Capped(OutputStream out, int cap) {
            this.out = out;
            this.left = cap;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int n = Math.min(length, left);
            out.write(bytes, offset, n);
            left -= n;
            if (n < length) {
                throw new Full();
            }
        }
    }
}
