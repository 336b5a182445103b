package dev.donmai.config;

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

    public Path sessions() {
        return root.resolve("sessions");
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

    public Path jwt() {
        return root.resolve("daemon.jwt");
    }
}
