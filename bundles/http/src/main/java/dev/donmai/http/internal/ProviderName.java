package dev.donmai.http.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.wire.ProviderView;
import java.util.stream.Stream;

/**
 * A provider as paths and rows name it ({@code additions.md} §1): an agent runtime by its bare id, one of another family with
 * the family's name before it, {@code sandbox:local}.
 */
record ProviderName(ProviderFamily family, String id) {

    private static final String SEPARATOR = ":";

    /** The provider that a text names. */
    static ProviderName of(String text) {
        return Stream.of(ProviderFamily.values())
                .filter(family -> family != ProviderFamily.AGENT_RUNTIME)
                .filter(family -> text.startsWith(family.wireName() + SEPARATOR))
                .findFirst()
                .map(family -> new ProviderName(
                        family, text.substring(family.wireName().length() + SEPARATOR.length())))
                .orElseGet(() -> new ProviderName(ProviderFamily.AGENT_RUNTIME, text));
    }

    /** A row under the name that is unique among all families. */
    static ProviderView qualified(ProviderView view) {
        return view.family().equals(ProviderFamily.AGENT_RUNTIME.wireName())
                ? view
                : view.withId(view.family() + SEPARATOR + view.id());
    }
}
