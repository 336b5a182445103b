package dev.donmai.git;

import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.errors.CancelledException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.FileHeader.PatchType;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/** Finds the lines that commits add, with JGit. Of a merge it looks at the files that are as in none of its parents. */
final class JGitAddedLines {
    private final Repository repository;
    private final AddedLines sink;
    private final Deadline deadline;

    JGitAddedLines(Repository repository, AddedLines sink, Deadline deadline) {
        this.repository = repository;
        this.sink = sink;
        this.deadline = deadline;
    }

    void read(String base, String commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ObjectId.fromString(commit)));
            walk.markUninteresting(walk.parseCommit(ObjectId.fromString(base)));
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Checkout.ORIGIN)) {
                if (ref.getObjectId() != null) {
                    walk.markUninteresting(walk.parseCommit(ref.getObjectId()));
                }
            }
            for (RevCommit each = walk.next(); each != null; each = walk.next()) {
                read(walk, each);
            }
        }
    }

    private void read(RevWalk walk, RevCommit commit) throws IOException {
        try (DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE);
                ObjectReader reader = repository.newObjectReader()) {
            formatter.setRepository(repository);
            formatter.setDetectRenames(false);
            for (DiffEntry entry : formatter.scan(tree(walk, reader, commit, 0), tree(reader, commit))) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw new CancelledException("cancelled");
                }
                if (entry.getChangeType() != DiffEntry.ChangeType.DELETE
                        && !entry.getNewMode().equals(FileMode.GITLINK)
                        && isNew(walk, commit, entry)) {
                    read(formatter.toFileHeader(entry), commit, entry);
                }
            }
        }
    }

    private void read(FileHeader header, RevCommit commit, DiffEntry entry) throws IOException {
        if (header.getPatchType() != PatchType.UNIFIED) {
            return;
        }
        List<Edit> edits = header.toEditList();
        RawText text =
                new RawText(repository.open(entry.getNewId().toObjectId()).getCachedBytes());
        for (Edit edit : edits) {
            for (int line = edit.getBeginB(); line < edit.getEndB(); line++) {
                sink.line(commit.name(), entry.getNewPath(), text.getString(line));
            }
        }
    }

    private boolean isNew(RevWalk walk, RevCommit commit, DiffEntry entry) throws IOException {
        AnyObjectId id = entry.getNewId().toObjectId();
        for (int i = 1; i < commit.getParentCount(); i++) {
            RevCommit parent = walk.parseCommit(commit.getParent(i));
            try (TreeWalk file = TreeWalk.forPath(repository, entry.getNewPath(), parent.getTree())) {
                if (file != null && file.getObjectId(0).equals(id)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static AbstractTreeIterator tree(ObjectReader reader, RevCommit commit) throws IOException {
        CanonicalTreeParser tree = new CanonicalTreeParser();
        tree.reset(reader, commit.getTree());
        return tree;
    }

    private static AbstractTreeIterator tree(RevWalk walk, ObjectReader reader, RevCommit commit, int parent)
            throws IOException {
        return commit.getParentCount() > parent
                ? tree(reader, walk.parseCommit(commit.getParent(parent)))
                : new EmptyTreeIterator();
    }
}
