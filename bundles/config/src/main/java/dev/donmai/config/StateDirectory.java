package dev.donmai.config;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.internal.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The paths of the state directory ({@code additions.md} §3). All absolute; nothing is created here.
 *
 * @param root the state directory itself
 */
public record StateDirectory(Path root) {

    public StateDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Finds it ({@code config.md} §1.1): as given, else {@code DONMAI_STATE_HOME}, else {@code ~/.donmai}, else an existing
     * {@code ~/.rensei}, which is logged once per process. Looks at the disk and changes nothing.
     */
    public static StateDirectory locate(DaemonOptions options) {
        return new StateDirectory(StateLocation.find(options).tell().directory());
    }

    /** The configuration unless another file is named. */
    public Path configuration() {
        return root.resolve("daemon.yaml");
    }

    public Path sessions() {
        return root.resolve("sessions");
    }

    /** The local queue, or a link to one that daemons share. */
    public Path queue() {
        return root.resolve("queue");
    }

    public Path worktrees() {
        return root.resolve("worktrees");
    }

    public Path mirrors() {
        return root.resolve("mirrors");
    }

    public Path workareas() {
        return root.resolve("workareas");
    }

    public Path providers() {
        return root.resolve("providers");
    }

    /** The content store, by SHA-256. */
    public Path contentStore() {
        return root.resolve("store").resolve("sha256");
    }

    /** The embedded store's file. */
    public Path store() {
        return root.resolve("state.mv");
    }

    /** Held by the one daemon that uses this directory. */
    public Path lock() {
        return root.resolve("daemon.lock");
    }

    /** Says where the control API listens. */
    public Path address() {
        return root.resolve("daemon.addr");
    }

    public Path controlToken() {
        return root.resolve("control.token");
    }

    /** Files the daemon needs at run time and can make again, such as the launch wrapper. */
    public Path run() {
        return root.resolve("run");
    }

    /** The token cache ({@code orchestrator.md} §3), unless another file is named. */
    public Path jwt() {
        return root.resolve("daemon.jwt");
    }

    /**
     * Removes the token cache, so that the next daemon registers anew.
     *
     * @return whether it was there
     */
    public boolean wipeTokenCache() throws IOException {
        return Files.deleteIfExists(jwt());
    }
}
