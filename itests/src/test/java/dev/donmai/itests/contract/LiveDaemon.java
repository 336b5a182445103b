package dev.donmai.itests.contract;

import dev.donmai.itests.support.Checkout;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A daemon that is in a situation.
 *
 * @param home its directories
 * @param process the daemon
 */
record LiveDaemon(DaemonHome home, DaemonProcess process) implements AutoCloseable {

    static LiveDaemon in(Situation situation) {
        LiveDaemon daemon = null;
        DaemonHome home = openHome();
        try {
            situation.configure(home);
            DaemonProcess process = situation.start(home);
            situation.enter(home.api());
            daemon = new LiveDaemon(home, process);
            return daemon;
        } finally {
            if (daemon == null) {
                close(home);
            }
        }
    }

    private static DaemonHome openHome() {
        try {
            return DaemonHome.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return home.api().address();
    }

    /** What rows may use. */
    Variables about() {
        return new Variables(Json.object()
                .put("address", address())
                .put("pid", process.pid())
                .put("state", home.state().toString())
                .put("token", token(home))
                .put("version", version()));
    }

    /** Its control token. */
    static String token(DaemonHome home) {
        try {
            return Files.readString(home.state().resolve("control.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        Path file = Checkout.distribution().resolve("lib").resolve("distribution.properties");
        try (Reader in = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(home);
    }

    private static void close(DaemonHome home) {
        try {
            home.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
