package dev.donmai.workareas.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.TreeCopy;
import dev.donmai.files.TreeDelete;
import dev.donmai.model.Json;
import dev.donmai.model.Timestamps;
import dev.donmai.workareas.CorruptArchiveException;
import dev.donmai.workareas.Workareas.ArchiveRequest;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an archive of a session's tree ({@code workareas.md} §1.3). The tree is moved, not copied, where the file system
 * can: its session is over and nobody else reads it. Staging has a name made of session and run, so that a daemon that
 * was killed in the middle is followed by one that goes on.
 */
final class ArchiveWriter {

    private static final String TREE = "tree";
    private static final int MAX_RUNS = 10_000;

    private final Path root;
    private final Clock clock;

    ArchiveWriter(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    Optional<String> archive(ArchiveRequest request, Path worktree) throws IOException {
        Optional<String> done = archivedBefore(request);
        if (done.isPresent()) {
            TreeDelete.delete(worktree);
            return done;
        }
        Path staging = root.resolve(".staging-" + request.sessionId() + "-" + request.run());
        Path tree = staging.resolve(TREE);
        if (Files.isDirectory(worktree, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(staging);
            take(worktree, tree);
        } else if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        TreePruning pruned = TreePruning.prune(tree);
        String id = publish(staging, request, pruned);
        AtomicFile.syncDirectory(root);
        TreeDelete.delete(worktree);
        return Optional.of(id);
    }

    private static void take(Path worktree, Path tree) throws IOException {
        TreeDelete.delete(tree);
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(worktree);
        // A directory that its owner may not write cannot be given another parent.
        Files.setPosixFilePermissions(worktree, PosixFilePermissions.fromString("rwx------"));
        try {
            Files.move(worktree, tree, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copy(worktree, tree);
        }
        mode.addAll(PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(tree, mode);
    }

    /** To another file system; what cannot be copied whole is no archive, and the tree stays where it is. */
    private static void copy(Path worktree, Path tree) throws IOException {
        TreePruning.prune(worktree);
        TreeCopy.Result copied = TreeCopy.from(worktree).to(tree);
        if (copied.truncated() || copied.skipped() > 0) {
            throw new IOException(worktree + " cannot be copied to " + tree + " whole: " + copied.reasons());
        }
    }

    /** Gives the staged archive its name: the session's id, or the next free one with a number. */
    private String publish(Path staging, ArchiveRequest request, TreePruning pruned) throws IOException {
        for (int n = 1; n <= MAX_RUNS; n++) {
            String id = name(request.sessionId(), n);
            if (Files.exists(root.resolve(id), LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            AtomicFile.write(staging.resolve(Manifest.FILE), Json.pretty(manifest(id, request, pruned)));
            try {
                Files.move(staging, root.resolve(id));
                return id;
            } catch (FileAlreadyExistsException e) {
                // Somebody put an archive of this name there meanwhile: take the next.
            }
        }
        throw new IOException(root + ": no name is left for an archive of session \"" + request.sessionId() + "\"");
    }

    private ObjectNode manifest(String id, ArchiveRequest request, TreePruning pruned) {
        ObjectNode manifest = Json.object();
        manifest.put("id", id)
                .put("sessionId", request.sessionId())
                .put("projectId", request.projectId())
                .put("providerId", "")
                .put("sourceProvider", request.sourceProvider())
                .put("disposition", request.disposition())
                .put("repository", request.repository())
                .put("ref", request.ref())
                .put("createdAt", Timestamps.t0(clock.instant()).toString())
                .put("sizeBytes", pruned.sizeBytes())
                .put("run", request.run());
        if (!request.branch().isEmpty()) {
            manifest.put("branch", request.branch());
        }
        if (!request.headCommit().isEmpty()) {
            manifest.put("headCommit", request.headCommit());
        }
        if (!pruned.left().isEmpty()) {
            manifest.set("leftOut", Json.mapper().valueToTree(pruned.left()));
        }
        return manifest;
    }

    private Optional<String> archivedBefore(ArchiveRequest request) throws IOException {
        for (int n = 1; n <= MAX_RUNS; n++) {
            String id = name(request.sessionId(), n);
            Optional<Path> directory = ArchiveIds.directory(root, id);
            if (directory.isEmpty()) {
                return Optional.empty();
            }
            try {
                if (Manifest.read(directory.get()).text("run").equals(request.run())) {
                    return Optional.of(id);
                }
            } catch (CorruptArchiveException e) {
                // Not ours: an archive is renamed into place only with its manifest.
            }
        }
        return Optional.empty();
    }

    private static String name(String sessionId, int n) {
        return n == 1 ? sessionId : sessionId + "-" + n;
    }
}
