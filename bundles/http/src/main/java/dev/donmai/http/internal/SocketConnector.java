package dev.donmai.http.internal;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** Listens on a Unix domain socket; its connections have deadlines and places. */
final class SocketConnector extends UnixDomainServerConnector {

    private final Connections connections;
    private final AcceptFailures failures;

    SocketConnector(Server server, HttpConfiguration configuration, Connections connections, AcceptFailures failures) {
        super(server, 1, 1, new HttpConnectionFactory(configuration));
        this.connections = connections;
        this.failures = failures;
    }

    @Override
    protected void accept(int acceptor) throws IOException {
        super.accept(acceptor);
        failures.accepted();
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        boolean open = getTransport() instanceof Channel channel && channel.isOpen();
        return failures.mayPass(failure, open) && super.handleAcceptFailure(failure);
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new UnixDomainSelectorManager(executor, scheduler, selectors) {
            @Override
            protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
                DeadlineEndPoint endPoint =
                        new DeadlineEndPoint((SocketChannel) channel, selector, key, getScheduler(), connections);
                endPoint.setIdleTimeout(getIdleTimeout());
                return endPoint;
            }
        };
    }
}
