package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.standin.Endpoint;
import dev.donmai.standin.ItemView;
import dev.donmai.standin.StandIn;
import dev.donmai.standin.StandInOptions;
import dev.donmai.standin.WorkerView;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An orchestrator and a home of daemons that work for it, with a project {@code sample} and a shell as their worker.
 * Afterwards the daemons must have kept to the protocol. As a static extension it is there for all tests of a class, as
 * {@link DaemonHome} is.
 */
final class Orchestrated implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final StandInOptions options;
    private final DaemonHome home = new DaemonHome();
    private @Nullable StandIn standIn;
    private boolean shared;

    Orchestrated(StandInOptions options) {
        this.options = options;
    }

    /** Where its daemons live. */
    DaemonHome home() {
        return home;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        shared = true;
        home.beforeAll(context);
        prepare();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        home.beforeEach(context);
        if (!shared) {
            prepare();
        }
    }

    private void prepare() throws IOException {
        StandIn started = StandIn.start(options);
        standIn = started;
        home.project("sample", TestRepository.create(home.temporary().resolve("sample")));
        home.config().putObject("orchestrator").put("url", started.url()).put("authToken", StandIn.REGISTRATION_TOKEN);
    }

    StandIn standIn() {
        StandIn started = standIn;
        if (started == null) {
            throw new IllegalStateException("register this as an extension");
        }
        return started;
    }

    /** Queues a session whose worker is a shell that runs this. */
    void offer(String id, String script) {
        standIn().offer(item(id, script));
    }

    /** The item of such a session. */
    static ObjectNode item(String id, String script) {
        ObjectNode item = StandIn.item(id, "sample");
        item.putObject("env").put("TEST_SCRIPT", script);
        return item;
    }

    /** Waits for the one worker that is registered. */
    WorkerView awaitWorker() {
        Eventually.await("a worker to register")
                .until(() -> !standIn().workers().isEmpty());
        return standIn().workers().getLast();
    }

    /** Waits until the end of a session was reported. */
    ItemView awaitReported(String id) {
        return Eventually.await("the end of session " + id + " to be reported")
                .until(() -> standIn().item(id).orElseThrow(), item -> item.state() == ItemView.State.REPORTED);
    }

    /** Waits for so many requests of a call since the start. */
    void awaitRequests(Endpoint endpoint, int count) {
        Eventually.await(count + " requests of " + endpoint)
                .until(() -> standIn().seen(endpoint).size() >= count);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try {
            home.afterEach(context);
            if (context.getExecutionException().isEmpty()) {
                assertThat(standIn().violations()).isEmpty();
            }
        } finally {
            if (!shared) {
                standIn().close();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (shared) {
            home.afterAll(context);
            standIn().close();
        }
    }
}
