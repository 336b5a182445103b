package dev.donmai.http.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderChangeException;
import dev.donmai.registry.ProviderChanges;
import java.io.IOException;
import java.util.Map;

/**
 * What changes providers ({@code additions.md} §1). The verb is the last part of the path, on POST alone, so that an id that
 * ends in one can still be asked for.
 */
final class ProviderChangeCalls implements Endpoint {

    private static final String INSTALL = "install";

    private final ProviderChanges changes;

    ProviderChangeCalls(ProviderChanges changes) {
        this.changes = changes;
    }

    @Override
    public long mostBytes() {
        return ProviderUpload.MOST_BYTES;
    }

    /** A change of the provider that a path names. */
    @FunctionalInterface
    private interface Change {
        ProviderView make(ProviderFamily family, String id) throws ProviderChangeException, InterruptedException;
    }

    @Override
    public Reply serve(Call call) throws Refusal, IOException, InterruptedException {
        String path = call.id();
        int slash = path.lastIndexOf('/');
        String id = path.substring(0, Math.max(0, slash));
        return switch (path.substring(slash + 1)) {
            case INSTALL -> slash < 0 ? install(call) : notAllowed();
            case "update" -> update(call, id);
            case "enable" -> change(id, changes::enable);
            case "disable" -> change(id, changes::disable);
            default -> notAllowed();
        };
    }

    Reply remove(Call call) throws InterruptedException {
        return change(call.id(), changes::remove);
    }

    private static Reply notAllowed() throws Refusal {
        throw new Refusal(Reply.error(405, "method not allowed").with("Allow", "GET, DELETE"));
    }

    private Reply install(Call call) throws Refusal, IOException, InterruptedException {
        try (ProviderUpload upload = ProviderUpload.receive(call)) {
            if (upload.jar().isEmpty()) {
                throw new Refusal(400, "invalid body: send a JAR, or {\"path\":\"…\"} with the whole path of one");
            }
            return shown(201, changes.install(upload.jar().get(), upload.force()));
        } catch (ProviderChangeException e) {
            return refused(e, "");
        }
    }

    private Reply update(Call call, String id) throws Refusal, IOException, InterruptedException {
        try (ProviderUpload upload = ProviderUpload.receive(call)) {
            return change(id, (family, name) -> changes.update(family, name, upload.jar(), upload.force()));
        }
    }

    private static Reply change(String id, Change change) throws InterruptedException {
        ProviderName name = ProviderName.of(id);
        try {
            return shown(200, change.make(name.family(), name.id()));
        } catch (ProviderChangeException e) {
            return refused(e, id);
        }
    }

    private static Reply shown(int status, ProviderView view) {
        return Reply.json(status, Map.of("provider", ProviderName.qualified(view)));
    }

    private static Reply refused(ProviderChangeException e, String id) {
        String reason = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case MALFORMED -> Reply.error(400, reason);
            case UNTRUSTED -> Reply.error(403, reason);
            case UNKNOWN -> Reply.json(404, Json.object().put("error", reason).put("providerId", id));
            case CONFLICT -> Reply.error(409, reason);
            case UNFIT -> Reply.error(422, reason);
        };
    }
}
