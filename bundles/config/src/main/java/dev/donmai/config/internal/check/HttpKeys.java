package dev.donmai.config.internal.check;

import dev.donmai.config.SocketPath;
import dev.donmai.model.config.DaemonConfig.Http;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The checks of {@code http}. */
record HttpKeys(KeyCheck check, Function<String, Path> expand) {

    private static final List<String> WORDS = List.of("auto", "off");

    void check(Http http) throws InvalidValueException {
        Optional<String> objection = Hosts.objectionTo(http.host());
        if (objection.isPresent()) {
            check.fail("http.host", " invalid: \"" + http.host() + "\" " + objection.get());
        }
        port(http.port());
        check.word("http.auth", http.auth(), List.of("local", "token"));
        socket(http.socket());
        if (http.port().equals("off") && http.socket().isEmpty()) {
            check.warn("http.port", " is off and there is no http.socket: nothing can reach the daemon");
        }
    }

    private void port(String port) throws InvalidValueException {
        boolean number = port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535;
        if (!number && !WORDS.contains(port)) {
            check.fail(
                    "http.port",
                    " invalid: \"" + port + "\" (want a number from 0 to 65535, auto or off)",
                    Spelling.suggestion(port, WORDS));
        }
    }

    private void socket(String socket) throws InvalidValueException {
        if (socket.isEmpty()) {
            return;
        }
        check.path("http.socket", socket);
        if (!socket.startsWith("/") && !socket.startsWith("~/")) {
            check.fail("http.socket", " must be an absolute path, or begin with ~/");
        }
        Path path = expand.apply(socket);
        Optional<String> objection = new SocketPath(path).objection();
        if (objection.isPresent()) {
            check.fail("http.socket", " \"" + path + "\" " + objection.get());
        }
    }
}
