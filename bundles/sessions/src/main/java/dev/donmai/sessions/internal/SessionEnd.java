package dev.donmai.sessions.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.TreeDelete;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.Timestamps;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.session.StopFile;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.process.ExitRecord;
import dev.donmai.process.StopResult;
import dev.donmai.process.WrappedProcess;
import dev.donmai.workareas.Workareas;
import dev.donmai.workareas.Workareas.ArchiveRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes a session whose wrapper has gone: the rest of its tree, its exit, what its platform must know, its archive, its last
 * events, its record.
 * Every step can be run again, so a daemon that was killed in the middle is followed by one that goes on.
 */
final class SessionEnd {

    /** How long processes that outlived the worker get after TERM. */
    private static final Duration STRAY_GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);

    private final Workareas workareas;
    private final PlatformReports reports;
    private final Clock clock;

    SessionEnd(Workareas workareas, PlatformReports reports, Clock clock) {
        this.workareas = workareas;
        this.reports = reports;
        this.clock = clock;
    }

    /** Does all of it; the record that was written. */
    SessionRecord finish(LiveSession session) throws IOException, InterruptedException {
        SessionFile file = session.file();
        SessionLayout layout = session.layout();
        endStrays(session);
        session.treeGone().complete(null);

        Optional<ResultFile> result = read(layout.result(), ResultFile.class);
        Exit exit = ExitClassification.classify(
                exitRecord(layout),
                read(layout.stop(), StopFile.class),
                result,
                PrintedOutput.exceedsLimit(session),
                Timestamps.t0(clock.instant()));
        reports.handOver(file, layout, exit, result);
        Optional<String> archive = archive(file, exit, result);
        SessionRecord record = new SessionRecord(
                session.handle(exit.state(), exit),
                session.shownSpec(),
                file.decision(),
                SessionProviders.used(file),
                SessionCgroups.limits(layout),
                result.map(r -> (ObjectNode) Json.mapper().valueToTree(r)).orElseGet(Json::object),
                archive.orElse(""));
        lastEvents(layout, record);
        removeCgroup(layout);
        AtomicFile.write(layout.record(), Json.bytes(record));
        forgetSecrets(file, layout);
        PrintedOutput.cut(session);
        return record;
    }

    private static void endStrays(LiveSession session) throws IOException, InterruptedException {
        Optional<WrappedProcess> process = session.process();
        if (process.isPresent()) {
            StopResult rest = process.get().stop(STRAY_GRACE);
            if (!rest.gone()) {
                throw new IOException("processes survived KILL: " + rest.survivors());
            }
        }
    }

    private static Optional<ExitRecord> exitRecord(SessionLayout layout) {
        try {
            return ExitRecord.read(layout.directory());
        } catch (IOException e) {
            LOG.error("exit record not readable, taken for lost: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(Json.read(file, type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.error("not readable, taken for absent: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> archive(SessionFile file, Exit exit, Optional<ResultFile> result) throws IOException {
        return workareas.archiveAndRemove(new ArchiveRequest(
                file.sessionId(),
                file.nonce(),
                file.projectId(),
                PublicUrl.cut(file.spec().repository()),
                file.spec().ref(),
                exit.state().wireName(),
                Defaults.text(file.runtime().id(), file.foreign() ? "worker.command" : ""),
                result.map(ResultFile::branch).orElse(""),
                result.map(ResultFile::headCommit).orElse("")));
    }

    /**
     * What only a running worker needed: values of its environment, its private directory. Not before there is a record: whoever
     * finishes the session again needs the values to keep them out of what is reported.
     */
    static void forgetSecrets(SessionFile file, SessionLayout layout) throws IOException {
        if (!file.spec().env().isEmpty()) {
            AtomicFile.write(layout.session(), Json.bytes(file.withSpec(Secrets.masked(file.spec()))));
        }
        TreeDelete.delete(layout.scratch());
    }

    private static void removeCgroup(SessionLayout layout) {
        try {
            SessionCgroups.remove(layout);
        } catch (IOException e) {
            LOG.warn("a cgroup is left behind: {}", e.getMessage());
        }
    }

    private void lastEvents(SessionLayout layout, SessionRecord record) throws IOException {
        String id = record.handle().sessionId();
        if (EventLogFile.lastKind(layout.events()).equals("session.ended")) {
            return;
        }
        try (SessionEventLog log = new SessionEventLog(layout.events(), id, clock)) {
            if (!record.archiveId().isEmpty()
                    && !EventLogFile.lastKind(layout.events()).equals("workarea.archived")) {
                log.append("workarea.archived", Json.object().put("archiveId", record.archiveId()));
            }
            log.append(
                    "session.ended",
                    Json.object()
                            .set(
                                    "exit",
                                    Json.mapper().valueToTree(record.handle().exit())));
        }
    }
}
