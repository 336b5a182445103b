package dev.donmai.store.internal;

import dev.donmai.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the file, and puts a broken one aside: a daemon that can't remember is better than none. */
record StoreFile(Path path, InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    /** MiB; all of it is used only by a store that is far larger than ours should be. */
    private static final int CACHE_MB = 1;

    /** Milliseconds that a chunk without live data stays on disk. Every commit is synced, so that little is enough. */
    private static final int RETENTION = 1000;

    MVStore open() {
        try {
            return read(lock());
        } catch (CorruptStoreException e) {
            putAside(e);
            return read(lock());
        }
    }

    /** Opens and locks the file; what fails here says nothing about its content. */
    private SingleFileStore lock() {
        create();
        SingleFileStore file = new SingleFileStore(new HashMap<>(Map.of("cacheSize", CACHE_MB)));
        try {
            file.open(path.toString(), false, null);
            return file;
        } catch (MVStoreException e) {
            release(file);
            throw new StoreException(problem(e), e);
        }
    }

    private MVStore read(SingleFileStore file) {
        try {
            MVStore store = new MVStore.Builder()
                    .adoptFileStore(file)
                    .autoCommitDisabled()
                    // Or the library would write half a transaction when its buffer is full.
                    .autoCommitBufferSize(0)
                    .open();
            store.setRetentionTime(RETENTION);
            store.setVersionsToKeep(0);
            return store;
        } catch (MVStoreException e) {
            release(file);
            throw isCorrupt(e) ? new CorruptStoreException(problem(e), e) : new StoreException(problem(e), e);
        } catch (RuntimeException | AssertionError e) {
            // What the library throws when a broken text or number in the file leads it astray.
            release(file);
            throw new CorruptStoreException("store " + path + " cannot be read: " + e, e);
        }
    }

    /** Closes a store that failed without writing anything more, whatever state it is in. */
    static void abandon(MVStore failed) {
        quietly(failed::closeImmediately);
        quietly(() -> failed.getFileStore().close());
    }

    /** The library leaves a file that it fails to read open and locked. */
    private static void release(SingleFileStore file) {
        quietly(file::close);
    }

    private static void quietly(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException | AssertionError e) {
            // It was not open far enough, or is broken; the failure that is under way says why.
            LOG.debug("a store that failed did not close", e);
        }
    }

    /** The library would make the file readable for everybody. */
    private void create() {
        try {
            Files.createDirectories(
                    path.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            LOG.trace("opening {}", path);
        } catch (IOException e) {
            throw new StoreException("store " + path + " cannot be created: " + e.getMessage(), e);
        }
    }

    static boolean isCorrupt(MVStoreException e) {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_INTERNAL,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_BLOCK_NOT_FOUND,
                    DataUtils.ERROR_UNKNOWN_DATA_TYPE -> true;
            case DataUtils.ERROR_READING_FAILED -> e.getCause() instanceof EOFException;
            default -> false;
        };
    }

    /** What is wrong and what to do, for the operator. */
    String problem(MVStoreException e) {
        String start = "store " + path + " ";
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                start + "is in use by another process: does a second daemon run with this state directory?";
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                start + "was written by a newer version of this program: use that one, or move the file away";
            case DataUtils.ERROR_WRITING_FAILED -> start + "cannot be written (is the disk full?): " + e.getMessage();
            default -> start + "cannot be used: " + e.getMessage();
        };
    }

    /** Moves the file out of the way; the next {@link #open} makes an empty one. */
    void putAside(Exception cause) {
        String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString().replaceAll("[-:]", "");
        Path aside = path.resolveSibling(path.getFileName() + ".corrupt-" + time);
        try {
            Files.move(path, aside);
        } catch (IOException e) {
            StoreException failure =
                    new StoreException("store " + path + " is corrupt and cannot be moved away: " + e.getMessage(), e);
            failure.addSuppressed(cause);
            throw failure;
        }
        LOG.error("store {} is corrupt and was moved to {}; going on with an empty one", path, aside, cause);
    }
}
