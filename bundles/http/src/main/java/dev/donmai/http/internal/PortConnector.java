package dev.donmai.http.internal;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens on a port; its connections have deadlines and places. */
final class PortConnector extends ServerConnector {

    /** Connections that the kernel keeps until they are accepted. */
    private static final int BACKLOG = 256;

    private final Connections connections;
    private final AcceptFailures failures;

    PortConnector(Server server, HttpConfiguration configuration, Connections connections, AcceptFailures failures) {
        super(server, 1, 1, new HttpConnectionFactory(configuration));
        this.connections = connections;
        this.failures = failures;
        setAcceptQueueSize(BACKLOG);
    }

    @Override
    public void accept(int acceptor) throws IOException {
        super.accept(acceptor);
        failures.accepted();
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        return failures.mayPass(failure, isOpen()) && super.handleAcceptFailure(failure);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        DeadlineEndPoint endPoint = new DeadlineEndPoint(channel, selector, key, getScheduler(), connections);
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
