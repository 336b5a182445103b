package dev.donmai.sessions.internal;

import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a worker has printed itself, into the files that the wrapper redirects its streams to, against
 * {@code limits.outputMb}. A worker can print faster than anybody looks, so the question is asked again at the end.
 */
final class PrintedOutput {

    private static final long MIB = 1024 * 1024;

    private PrintedOutput() {}

    static boolean exceedsLimit(LiveSession session) throws IOException {
        long limit = limit(session);
        SessionLayout layout = session.layout();
        return limit > 0 && size(layout.stdout()) + size(layout.stderr()) > limit;
    }

    /** Cuts what a finished session has printed beyond its limit, so that history stays bounded. */
    static void cut(LiveSession session) throws IOException {
        long limit = limit(session);
        for (Path file : new Path[] {session.layout().stdout(), session.layout().stderr()}) {
            if (limit > 0 && size(file) > limit) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(limit);
                }
            }
        }
    }

    private static long limit(LiveSession session) {
        return session.file().limits().outputMb() * MIB;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
