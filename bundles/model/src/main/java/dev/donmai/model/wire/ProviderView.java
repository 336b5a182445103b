package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import java.util.Map;

/**
 * A provider in the list ({@code http-api.md} §10.1).
 *
 * @param capabilities the capability record as JSON, keys in alphabetical order
 * @param reason why it is not ready; empty when it is
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
        boolean manifestOk,
        Map<String, Object> capabilities,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {

    public ProviderView {
        id = Defaults.text(id);
        name = Defaults.text(name);
        version = Defaults.text(version);
        family = Defaults.text(family);
        scope = Defaults.text(scope);
        status = Defaults.text(status);
        source = Defaults.text(source);
        trust = Defaults.text(trust);
        capabilities = Defaults.map(capabilities);
        reason = Defaults.text(reason);
    }

    /** The same under another id. */
    public ProviderView withId(String other) {
        return new ProviderView(
                other, name, version, family, scope, status, source, trust, manifestOk, capabilities, reason);
    }
}
