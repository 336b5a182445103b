package dev.donmai.worker.internal.platform;

import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.net.WebClient;
import dev.donmai.worker.internal.assignment.DetailSource;
import dev.donmai.worker.standin.StandIn;

/** A session's way to a stand-in that is its daemon and its platform. */
final class Link implements AutoCloseable {

    private final StandIn standIn;
    private final WebClient client = new WebClient("test");
    private final Platform platform;

    Link(StandIn standIn) throws Exception {
        this.standIn = standIn;
        lend("w-1", "t-1");
        DetailSource source = new DetailSource(client, standIn.url(), "s-1", "");
        platform = new Platform(client, new Credentials(source, Json.read(detail("w-1", "t-1"), SessionDetail.class)));
    }

    Platform platform() {
        return platform;
    }

    /** The daemon has other credentials from now on. */
    void lend(String workerId, String token) {
        standIn.only("detail", 200, detail(workerId, token));
    }

    private String detail(String workerId, String token) {
        return Json.line(Json.object()
                .put("sessionId", "s-1")
                // With a slash, which must not be doubled.
                .put("platformUrl", standIn.url() + "/")
                .put("workerId", workerId)
                .put("authToken", token));
    }

    @Override
    public void close() {
        client.close();
    }
}
