package dev.donmai.model.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import org.jspecify.annotations.Nullable;

/** Value filter that leaves out a detail without an id. */
final class NoDetail {

    static final SessionDetail EMPTY = empty();

    private static SessionDetail empty() {
        try {
            return Json.read("{}", SessionDetail.class);
        } catch (JsonProcessingException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object value) {
        return value == null
                || (value instanceof SessionDetail detail && detail.sessionId().isEmpty());
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
