package dev.donmai.http.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One Jetty server on a port, a Unix domain socket or both, with the limits of {@code http-api.md} §1 and H26. A few
 * platform threads select; requests run on virtual threads, as many as there are connections at most.
 */
final class JettyListener {

    private static final long IDLE_MILLIS = 15_000;
    private static final long STOP_MILLIS = 1_000;
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_THREADS = 10;

    /** Paths are decoded by us, once, and never normalised afterwards; so nothing in them is ambiguous. */
    private static final UriCompliance URIS = UriCompliance.DEFAULT.with(
            "DONMAI",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final ExecutorService requests = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("donmai-http-", 0).factory());
    private final Server server;
    private final OpenRequests open;
    private final Connections connections = new Connections();
    private final AcceptFailures failures;
    private Optional<PortConnector> port = Optional.empty();
    private Optional<SocketConnector> socket = Optional.empty();
    private Optional<SocketFile> file = Optional.empty();

    /** @param fatal hears of the failure after which nothing is accepted any more */
    JettyListener(OpenRequests open, Consumer<Throwable> fatal) {
        this.open = open;
        this.failures = new AcceptFailures(fatal);
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("donmai-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(requests);
        server = new Server(threads);
        server.setStopTimeout(0);
        server.setErrorHandler(new JsonErrors());
    }

    /** Has it listen on a port too; 0 takes any free one. */
    void listen(InetAddress address, int number) {
        PortConnector connector = new PortConnector(server, configuration(), connections, failures);
        connector.setHost(address.getHostAddress());
        connector.setPort(number);
        port = Optional.of(add(connector));
    }

    /** Has it listen on a Unix domain socket too. */
    void listen(SocketFile socketFile) {
        socket = Optional.of(add(new SocketConnector(server, configuration(), connections, failures)));
        file = Optional.of(socketFile);
    }

    private <T extends AbstractConnector> T add(T connector) {
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(STOP_MILLIS);
        return connector;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
        configuration.setUriCompliance(URIS);
        // By default a lone line feed ends a header: something in between may see another end, and another request.
        configuration.setHttpCompliance(HttpCompliance.STRICT);
        return configuration;
    }

    /**
     * Takes the port. Who connects waits until {@link #start}.
     *
     * @return its number; 0 when there is none
     */
    int open() throws IOException {
        if (port.isPresent()) {
            bind(port.get());
        }
        return port.map(PortConnector::getLocalPort).orElse(0);
    }

    /** Opens the socket, and serves. */
    void start(Handler handler) throws IOException {
        server.setHandler(handler);
        port.ifPresent(server::addConnector);
        startServer();
        if (socket.isPresent() && file.isPresent()) {
            file.get().make(this::openSocket);
        }
    }

    /** Leaves nothing open after a failure of {@link #open} or {@link #start}. */
    void abandon() {
        failures.expect();
        port.ifPresent(PortConnector::close);
        LifeCycle.stop(server);
        requests.shutdownNow();
    }

    private static void bind(PortConnector connector) throws IOException {
        try {
            connector.open();
        } catch (IOException e) {
            Throwable cause = e.getCause() instanceof BindException bind ? bind : e;
            throw new IOException(
                    "listen \"" + HostName.join(connector.getHost(), connector.getPort()) + "\": " + cause.getMessage()
                            + "; if another daemon runs there, stop it (donmai daemon stop), else give another port"
                            + " (--port, or http.port in daemon.yaml; \"auto\" takes a free one)",
                    e);
        }
    }

    private void startServer() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("the control API did not start: " + e.getMessage(), e);
        }
    }

    private void openSocket(Path temporary) throws IOException {
        SocketConnector connector = socket.orElseThrow();
        connector.setUnixDomainPath(temporary);
        server.addConnector(connector);
        try {
            connector.start();
        } catch (Exception e) {
            throw new IOException("listen \"unix:" + file.orElseThrow().path() + "\": " + e.getMessage(), e);
        }
    }

    /** Whether only the vital routes are served. */
    boolean crowded() {
        return connections.crowded();
    }

    Connections.Counts counts() {
        return connections.counts();
    }

    /** Closes port and socket, lets open requests end within the grace, then cuts them off. */
    void stop(Duration grace) throws Exception {
        failures.expect();
        port.ifPresent(PortConnector::close);
        try {
            if (file.isPresent()) {
                file.get().remove();
            }
        } finally {
            open.close();
            try {
                open.awaitNone(grace);
            } finally {
                server.stop();
                requests.shutdownNow();
            }
        }
    }
}
