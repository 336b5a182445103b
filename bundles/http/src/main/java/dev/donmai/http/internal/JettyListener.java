package dev.donmai.http.internal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * One Jetty server on one port, with the limits of {@code http-api.md} §1 and H26. A few platform threads select;
 * requests run on virtual threads, as many as there are connections at most.
 */
final class JettyListener {

    /** From here on only the vital routes are served. */
    static final int MANY_CONNECTIONS = 256;

    /** From here on no connection is accepted until one has gone. */
    static final int MAX_CONNECTIONS = MANY_CONNECTIONS + 64;

    private static final long IDLE_MILLIS = 15_000;
    private static final long STOP_MILLIS = 1_000;
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_THREADS = 8;

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
    private final ServerConnector connector;
    private final OpenRequests open;

    JettyListener(InetAddress address, int port, OpenRequests open) {
        this.open = open;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("donmai-http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(requests);
        server = new Server(threads);
        server.setStopTimeout(0);
        server.setErrorHandler(new JsonErrors());
        connector = new TimedConnector(server, configuration());
        connector.setHost(address.getHostAddress());
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(STOP_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
        configuration.setUriCompliance(URIS);
        return configuration;
    }

    /** Opens the port, and returns its number. */
    int start(Handler handler) throws IOException {
        server.setHandler(handler);
        try {
            connector.open();
        } catch (IOException e) {
            throw bindFailure(e);
        }
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("the control API did not start: " + e.getMessage(), e);
        }
        return connector.getLocalPort();
    }

    private IOException bindFailure(IOException e) {
        Throwable cause = e.getCause() instanceof BindException bind ? bind : e;
        return new IOException(
                "listen \"" + HostName.join(connector.getHost(), connector.getPort()) + "\": " + cause.getMessage()
                        + "; if another daemon runs there, stop it (donmai daemon stop), else give another port"
                        + " (--port, or http.port in daemon.yaml; \"auto\" takes a free one)",
                e);
    }

    boolean crowded() {
        return connector.getConnectedEndPoints().size() > MANY_CONNECTIONS;
    }

    /** Closes the port, lets open requests end within the grace, then cuts them off. */
    void stop(Duration grace) throws Exception {
        connector.close();
        open.close();
        try {
            open.awaitNone(grace);
        } finally {
            server.stop();
            requests.shutdownNow();
        }
    }

    /** Makes connections that are cut when a request takes too long to arrive. */
    private static final class TimedConnector extends ServerConnector {

        TimedConnector(Server server, HttpConfiguration configuration) {
            super(server, 1, 1, new HttpConnectionFactory(configuration));
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            DeadlineEndPoint endPoint = new DeadlineEndPoint(channel, selector, key, getScheduler());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }
    }
}
