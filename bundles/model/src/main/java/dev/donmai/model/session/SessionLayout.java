package dev.donmai.model.session;

import java.nio.file.Path;

/**
 * Names of the files of one session directory ({@code additions.md} §3), for the daemon and the worker alike.
 *
 * @param directory the session directory
 */
public record SessionLayout(Path directory) {

    /** Environment variable that tells our worker its session directory; the {@code DONMAI_} or {@code RENSEI_} prefix goes before. */
    public static final String VARIABLE = "SESSION_DIR";

    /**
     * Environment variable with what our worker, never the agent, shows the control API to read its own detail; the {@code
     * DONMAI_} or {@code RENSEI_} prefix goes before.
     */
    public static final String TOKEN_VARIABLE = "SESSION_TOKEN";

    /** Environment variable that marks every process of a session. */
    public static final String NONCE_VARIABLE = "DONMAI_SESSION_NONCE";

    public Path session() {
        return directory.resolve("session.json");
    }

    public Path stdout() {
        return directory.resolve("stdout.log");
    }

    public Path stderr() {
        return directory.resolve("stderr.log");
    }

    public Path output() {
        return directory.resolve("output.log");
    }

    public Path events() {
        return directory.resolve("events.ndjson");
    }

    public Path result() {
        return directory.resolve("result.json");
    }

    /** What a session without a platform proposes. */
    public Path pullRequest() {
        return directory.resolve("pull-request.json");
    }

    /** Private directory of the worker while it runs; removed at its end. */
    public Path scratch() {
        return directory.resolve("scratch");
    }

    /** Folder of messages for the agent, each an {@link InboxFile}; their names sort in the order of their arrival. */
    public Path inbox() {
        return directory.resolve("inbox");
    }

    public Path exit() {
        return directory.resolve("exit.json");
    }

    public Path lock() {
        return directory.resolve("lock");
    }

    public Path limits() {
        return directory.resolve("limits.json");
    }

    public Path stop() {
        return directory.resolve("stop.json");
    }

    /** The record of an ended session; its presence means that the end is complete. */
    public Path record() {
        return directory.resolve("record.json");
    }
}
