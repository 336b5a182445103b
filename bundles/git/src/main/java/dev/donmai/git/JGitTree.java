package dev.donmai.git;

import java.io.IOException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.errors.NoWorkTreeException;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;

/** The files of a working copy, where one that is tracked counts as such even if an ignore pattern fits it. */
final class JGitTree extends FileTreeIterator {
    private final DirCache tracked;

    JGitTree(Repository repository) throws NoWorkTreeException, IOException {
        super(repository);
        this.tracked = repository.readDirCache();
    }

    private JGitTree(JGitTree parent) {
        super(parent, parent.getEntryFile(), parent.fs);
        this.tracked = parent.tracked;
    }

    @Override
    public AbstractTreeIterator createSubtreeIterator(ObjectReader reader) {
        return new JGitTree(this);
    }

    @Override
    public boolean isEntryIgnored() throws IOException {
        String path = getEntryPathString();
        return super.isEntryIgnored() && tracked.findEntry(path) < 0 && tracked.getEntriesWithin(path).length == 0;
    }
}
