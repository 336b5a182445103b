package dev.donmai.http.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.lifecycle.Doctor;
import dev.donmai.lifecycle.UpdateRefusedException;
import dev.donmai.lifecycle.Updates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The control API on a free port, over fakes. */
final class TestServer implements AutoCloseable {

    final FakeLifecycle lifecycle = new FakeLifecycle();
    final FakeSessions sessions = new FakeSessions();
    final FakeWorkareas workareas = new FakeWorkareas();
    final FakeRouter router = new FakeRouter();
    final FakeProviders providers = new FakeProviders();
    final FakeToken token = new FakeToken();
    final List<String> capabilities = new CopyOnWriteArrayList<>();
    final List<Doctor.Examined> examined = new CopyOnWriteArrayList<>();
    final FakeRegistration registration = new FakeRegistration();
    final BoundAddress bound = new BoundAddress();
    final FakeConfiguration configuration;
    final ControlServer server;

    TestServer(Path home, String config, String host, String port) {
        configuration = FakeConfiguration.of(config, home);
        DaemonOptions options = new DaemonOptions("", "", host, port, "", List.of(), List.of(), Map.of());
        Updates updates = () -> {
            throw new UpdateRefusedException("no-server", "nowhere to update from", "the key is empty");
        };
        Doctor doctor = () -> List.copyOf(examined);
        server = new ControlServer(
                options,
                configuration,
                lifecycle,
                token,
                bound,
                sessions,
                new ApiRoutes(
                        new StatusResource(lifecycle, configuration, sessions, registration, () -> 3),
                        new LifecycleResource(lifecycle, updates, configuration),
                        new CapacityResource(sessions, workareas),
                        new DoctorResource(doctor, lifecycle, configuration, registration, sessions, workareas),
                        new CapabilitiesResource(() -> capabilities),
                        new ProvidersResource(providers, providers),
                        new SessionsResource(sessions),
                        new WorkareasResource(sessions, workareas),
                        new RoutingResource(router)));
    }

    /** A started one. */
    static TestServer started(Path home) throws IOException {
        return started(home, "{}");
    }

    static TestServer started(Path home, String config) throws IOException {
        TestServer server = new TestServer(home, config, "", "0");
        server.server.start();
        return server;
    }

    int port() {
        String address = bound.hostAndPort();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    String token() {
        return FakeToken.SECRET;
    }

    RawClient client() throws IOException {
        return new RawClient(port());
    }

    /** One exchange on a connection of its own; headers end their lines themselves. */
    RawClient.Answer ask(String method, String path, String headers, String body) throws IOException {
        try (RawClient client = client()) {
            String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\n";
            return client.send(method + " " + path + " HTTP/1.1\nHost: localhost\n" + headers + length + "\n" + body)
                    .answer();
        }
    }

    RawClient.Answer get(String path) throws IOException {
        return ask("GET", path, "", "");
    }

    RawClient.Answer post(String path, String body) throws IOException {
        return ask("POST", path, "Content-Type: application/json\n", body);
    }

    @Override
    public void close() {
        server.stop();
    }
}
