package dev.donmai.http.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.files.AtomicFile;
import dev.donmai.lifecycle.ControlToken;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.Participant;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.sessions.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the control API first and closes it last, so that a daemon answers while it starts and while it drains
 * ({@code http-api.md} H10). Says where it listens in {@code daemon.addr}.
 */
@Component(service = Participant.class)
public final class ControlServer implements Participant {

    /** How long open requests may take when the daemon stops. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final DaemonOptions options;
    private final Configuration configuration;
    private final Lifecycle lifecycle;
    private final ControlToken token;
    private final BoundAddress bound;
    private final Exemptions exemptions;
    private final Routes routes;
    private Optional<JettyListener> listener = Optional.empty();

    @Activate
    public ControlServer(
            @Reference DaemonOptions options,
            @Reference Configuration configuration,
            @Reference Lifecycle lifecycle,
            @Reference ControlToken token,
            @Reference BoundAddress bound,
            @Reference Sessions admitted,
            @Reference ApiRoutes routes) {
        this.options = options;
        this.configuration = configuration;
        this.lifecycle = lifecycle;
        this.token = token;
        this.bound = bound;
        this.exemptions = new Exemptions(admitted);
        this.routes = routes.table();
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public int order() {
        return HTTP;
    }

    @Override
    public void start() throws IOException {
        DaemonConfig.Http config = configuration.current().http();
        Bind bind = Bind.of(options, config);
        Path addressFile = configuration.state().address();
        Files.deleteIfExists(addressFile);
        if (!bind.open() && config.socket().isEmpty()) {
            LOG.info("no port is opened for the control API");
            return;
        }
        boolean tokenFromAll = config.auth().equals("token");
        Guard guard = new Guard(bind.host(), tokenFromAll, token);
        OpenRequests open = new OpenRequests();
        JettyListener opened = new JettyListener(open, this::broken);
        InetAddress address = InetAddress.getLoopbackAddress();
        if (bind.open()) {
            address = bind.address();
            if (!address.isLoopbackAddress() && !tokenFromAll) {
                throw new IOException("listen \"" + HostName.join(bind.host(), bind.port())
                        + "\": an address that other machines reach needs \"http.auth: token\" in "
                        + configuration.file());
            }
            opened.listen(address, bind.port());
        }
        Optional<Path> socket = Optional.of(config.socket())
                .filter(path -> !path.isEmpty())
                .map(configuration::expand)
                .map(Path::normalize);
        socket.map(SocketFile::new).ifPresent(opened::listen);
        try {
            int port = opened.open();
            bound.set(bind.open() ? HostName.join(address.getHostAddress(), port) : "", socket, opened::counts);
            // Before anybody is served: who is answered finds where the daemon says that it listens.
            AtomicFile.write(addressFile, String.join("\n", bound.local()) + "\n");
            opened.start(new ApiHandler(guard, exemptions, routes, lifecycle, open, opened::crowded));
        } catch (IOException e) {
            opened.abandon();
            removeAddress(addressFile);
            bound.clear();
            throw e;
        }
        listener = Optional.of(opened);
        LOG.info("listening on {}", String.join(" and ", bound.addresses()));
    }

    private void broken(Throwable failure) {
        lifecycle.fail("http server error: " + failure);
    }

    @Override
    public void stop() {
        if (listener.isEmpty()) {
            return;
        }
        removeAddress(configuration.state().address());
        bound.clear();
        try {
            listener.get().stop(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("the control API did not stop cleanly", e);
        }
        listener = Optional.empty();
    }

    private static void removeAddress(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be removed; the command line will look for a daemon that is gone", file, e);
        }
    }
}
