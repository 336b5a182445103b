package dev.donmai.itests.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawConnection;
import dev.donmai.itests.support.RawRequest;
import dev.donmai.model.Defaults;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a row and what must come back.
 *
 * @param send method and target, sent as they are
 * @param raw the whole request instead, sent as it is
 * @param headers added headers; null leaves out one that is there by itself ({@code Host}, {@code Content-Type})
 * @param body the body as text
 * @param eventually whether to ask again until the answer is as expected
 * @param expect the answer
 */
record RowStep(
        String send,
        String raw,
        Map<String, @Nullable String> headers,
        @Nullable String body,
        boolean eventually,
        @JsonProperty(required = true) ExpectedAnswer expect) {

    RowStep {
        send = Defaults.text(send);
        raw = Defaults.text(raw);
        headers = Defaults.map(headers);
        if (send.isEmpty() == raw.isEmpty()) {
            throw new IllegalArgumentException("give either send or raw");
        }
    }

    static RowStep of(ObjectNode step) {
        return ContractFiles.convert(step, RowStep.class);
    }

    /** Asks once. */
    RawAnswer ask(String address) {
        if (!raw.isEmpty()) {
            try (RawConnection connection = RawConnection.to(address)) {
                return connection.send(raw).answerTo(method());
            }
        }
        RawRequest request = RawRequest.of(address, method(), send.substring(send.indexOf(' ') + 1));
        if (body != null) {
            request.json(body);
        } else if (method().equals("POST")) {
            // What the older command line sends with an action.
            request.json("");
        }
        headers.forEach(request::header);
        return request.exchange();
    }

    String method() {
        return (raw + send).split(" ", 2)[0];
    }

    /** For messages. */
    String described() {
        return (raw.isEmpty() ? send : raw)
                + (headers.isEmpty() ? "" : " " + headers)
                + (body == null ? "" : " " + body);
    }
}
