package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import java.util.Map;

/**
 * A provider in the list ({@code http-api.md} §10.1).
 *
 * @param capabilities the capability record as JSON, keys in alphabetical order
 * @param signerId the certificate that a signature is known by; empty when there is none
 * @param reason why it is not ready; empty when it is
 * @param state where its JAR stands; an addition ({@code docs/api.md}), as is {@code update}
 * @param update why the next version is not in its place; empty when none was tried
 */
public record ProviderView(
        String id,
        String name,
        String version,
        String family,
        String scope,
        String status,
        String source,
        String trust,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String signerId,
        boolean manifestOk,
        Map<String, Object> capabilities,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String state,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String update) {

    public ProviderView {
        id = Defaults.text(id);
        name = Defaults.text(name);
        version = Defaults.text(version);
        family = Defaults.text(family);
        scope = Defaults.text(scope);
        status = Defaults.text(status);
        source = Defaults.text(source);
        trust = Defaults.text(trust);
        signerId = Defaults.text(signerId);
        capabilities = Defaults.map(capabilities);
        reason = Defaults.text(reason);
        state = Defaults.text(state);
        update = Defaults.text(update);
    }

    /** An unsigned one of which nothing more is known. */
    public ProviderView(
            String id,
            String name,
            String version,
            String family,
            String scope,
            String status,
            String source,
            String trust,
            boolean manifestOk,
            Map<String, Object> capabilities,
            String reason) {
        this(id, name, version, family, scope, status, source, trust, "", manifestOk, capabilities, reason, "", "");
    }

    /** The same under another id. */
    public ProviderView withId(String other) {
        return new ProviderView(
                other,
                name,
                version,
                family,
                scope,
                status,
                source,
                trust,
                signerId,
                manifestOk,
                capabilities,
                reason,
                state,
                update);
    }
}
