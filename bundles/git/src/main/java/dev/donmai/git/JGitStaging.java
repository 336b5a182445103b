package dev.donmai.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** A {@link Staging} with JGit. */
final class JGitStaging implements Staging {
    /** What a path is in the current commit. */
    private record Old(FileMode mode, ObjectId id) {}

    private final Repo repo;
    private final IndexCopy index;
    private final Repository repository;
    private final Deadline deadline;
    private final @Nullable ObjectId head;
    private final Map<String, Old> before = new HashMap<>();
    private final List<StagedFile> files = new ArrayList<>();

    private JGitStaging(Repo repo, IndexCopy index, Repository repository, Deadline deadline) throws IOException {
        this.repo = repo;
        this.index = index;
        this.repository = repository;
        this.deadline = deadline;
        this.head = repository.resolve("HEAD^{commit}");
    }

    static JGitStaging of(Repo repo, Deadline deadline) throws GitException, InterruptedException {
        return attempt("adding the files of " + repo.directory(), deadline, () -> {
            IndexCopy index = IndexCopy.of(repo);
            JGitStaging staging = null;
            try {
                Repository repository = new FileRepositoryBuilder()
                        .setWorkTree(repo.directory().toFile())
                        .setIndexFile(index.file().toFile())
                        .setMustExist(true)
                        .build();
                staging = new JGitStaging(repo, index, repository, deadline);
                staging.addAll();
                staging.list();
                return staging;
            } catch (IOException | GitAPIException | RuntimeException e) {
                if (staging != null) {
                    staging.repository.close();
                }
                index.close();
                throw e;
            }
        });
    }

    private void addAll() throws GitAPIException {
        // In memory alone: no program that the working copy's configuration names is run.
        StoredConfig config = repository.getConfig();
        for (String filter : config.getSubsections("filter")) {
            config.unsetSection("filter", filter);
        }
        try (org.eclipse.jgit.api.Git git = new org.eclipse.jgit.api.Git(repository)) {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
        }
    }

    private void list() throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            if (head == null) {
                walk.addTree(new EmptyTreeIterator());
            } else {
                try (RevWalk commits = new RevWalk(repository)) {
                    walk.addTree(commits.parseCommit(head).getTree());
                }
            }
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            walk.setRecursive(true);
            // So that the attributes are those of the index, which has just been filled from the tree.
            walk.setOperationType(OperationType.CHECKOUT_OP);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                Old old = new Old(walk.getFileMode(0), walk.getObjectId(0));
                before.put(walk.getPathString(), old);
                boolean submodule = old.mode().equals(FileMode.GITLINK)
                        || walk.getFileMode(1).equals(FileMode.GITLINK);
                String filter = walk.getAttributes().getValue("filter");
                files.add(new StagedFile(
                        walk.getPathString(), submodule, filter != null && ContentFilter.isEssential(filter)));
            }
        }
    }

    @Override
    public List<StagedFile> files() {
        return List.copyOf(files);
    }

    @Override
    public void leaveOut(Collection<String> paths) throws GitException, InterruptedException {
        attempt("leaving files out of a commit in " + repo.directory(), deadline, () -> {
            DirCache cache = repository.lockDirCache();
            DirCacheEditor editor = cache.editor();
            for (String path : paths) {
                Old old = before.get(path);
                if (old != null) {
                    editor.add(restore(path, old));
                }
            }
            return editor.commit();
        });
        files.removeIf(file -> paths.contains(file.path()));
    }

    private static DirCacheEditor.PathEdit restore(String path, Old old) {
        if (old.mode().equals(FileMode.MISSING)) {
            return new DirCacheEditor.DeletePath(path);
        }
        return new DirCacheEditor.PathEdit(path) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(old.mode());
                entry.setObjectId(old.id());
            }
        };
    }

    @Override
    public String commit(String message) throws GitException, InterruptedException {
        if (files.isEmpty() && head != null) {
            return head.name();
        }
        String doing = "committing in " + repo.directory();
        MergeState merge = new MergeState(repo);
        List<ObjectId> parents = new ArrayList<>();
        if (head != null) {
            parents.add(head);
            merge.others().forEach(id -> parents.add(ObjectId.fromString(id)));
        }
        String commit = attempt(doing, deadline, () -> {
            ObjectId made = insert(message, parents);
            RefUpdate update = repository.updateRef("HEAD");
            update.setExpectedOldObjectId(head == null ? ObjectId.zeroId() : head);
            update.setNewObjectId(made);
            update.setRefLogMessage("commit: " + message.lines().findFirst().orElse(""), false);
            JGit.requireDone(doing, update, update.update());
            return made.name();
        });
        merge.conclude();
        index.install(repo);
        return commit;
    }

    private ObjectId insert(String message, List<ObjectId> parents) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(repository.readDirCache().writeTree(inserter));
            commit.setParentIds(parents);
            PersonIdent who = new PersonIdent(repository);
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage(message);
            ObjectId made = inserter.insert(commit);
            inserter.flush();
            return made;
        }
    }

    @Override
    public void close() {
        repository.close();
        index.close();
    }

    private static <T> T attempt(String doing, Deadline deadline, Callable<T> work)
            throws GitException, InterruptedException {
        return JGit.attempt(doing, deadline, work);
    }
}
