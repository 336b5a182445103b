package dev.donmai.registry.internal;

import dev.donmai.api.provider.ProviderFamily;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a JAR says about itself before any of its code is loaded: the capability {@value #NAMESPACE} of its manifest.
 *
 * @param family as written; may name none
 * @param id provider id; may be empty
 * @param capabilities the {@code cap.} attributes without the prefix; true ones as Boolean, lists as lists of texts, all else
 *     as text; false and empty ones left out
 */
record Declaration(String family, String id, Map<String, Object> capabilities) {

    static final String NAMESPACE = "dev.donmai.provider";

    private static final String CAPABILITY = "cap.";

    /**
     * Reads the capability. Works on a bundle that is installed and nothing more.
     *
     * @throws UnfitException when there is not exactly one
     */
    static Declaration of(Bundle bundle) throws UnfitException {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<BundleCapability> declared = revision.getDeclaredCapabilities(NAMESPACE);
        if (declared.size() != 1) {
            throw new UnfitException(
                    declared.isEmpty()
                            ? "no provider capability: its manifest has no Provide-Capability: " + NAMESPACE
                            : "its manifest declares " + declared.size() + " providers: one JAR holds one provider");
        }
        Map<String, Object> attributes = declared.getFirst().getAttributes();
        Map<String, Object> capabilities = new TreeMap<>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(CAPABILITY)) {
                typed(value).ifPresent(v -> capabilities.put(name.substring(CAPABILITY.length()), v));
            }
        });
        return new Declaration(text(attributes, "family"), text(attributes, "id"), capabilities);
    }

    /** The family, where the name is one. */
    Optional<ProviderFamily> knownFamily() {
        return ProviderFamily.ofWireName(family);
    }

    /**
     * Whether the JAR can be a provider of its family as far as its manifest and its entries tell.
     *
     * @return what a provider of its family is
     * @throws UnfitException when it cannot
     */
    FamilyContract check(Bundle bundle) throws UnfitException {
        ProviderFamily known = knownFamily()
                .orElseThrow(() -> new UnfitException("wrong family: \"" + family + "\" is none of "
                        + Stream.of(ProviderFamily.values())
                                .map(ProviderFamily::wireName)
                                .collect(Collectors.joining(", "))));
        FamilyContract contract = FamilyContract.of(known)
                .orElseThrow(() -> new UnfitException("wrong family: providers of the family \"" + family
                        + "\" cannot be added; those of " + FamilyContract.names() + " can"));
        if (id.isEmpty() || id.contains("/")) {
            throw new UnfitException("the provider capability of its manifest has no usable id: \"" + id + "\"");
        }
        Dictionary<String, String> headers = bundle.getHeaders("");
        for (String refused : List.of(Constants.REQUIRE_BUNDLE, Constants.FRAGMENT_HOST)) {
            if (headers.get(refused) != null) {
                throw new UnfitException(
                        "its manifest has " + refused + ", which a provider may not have: import packages instead");
            }
        }
        if (bundle.getEntry(contract.contractEntry()) != null) {
            throw new UnfitException("it contains the packages of the provider contract: import them instead");
        }
        Optional<String> services = contract.servicesEntry();
        if (services.isPresent() && bundle.getEntry(services.get()) == null) {
            throw new UnfitException("it has no " + services.get() + ", so no worker could run it");
        }
        return contract;
    }

    private static Optional<Object> typed(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? Optional.empty()
                    : Optional.of(list.stream().map(Object::toString).toList());
        }
        String text = value.toString();
        return switch (text) {
            case "", "false" -> Optional.empty();
            case "true" -> Optional.of(true);
            default -> Optional.of(text);
        };
    }

    private static String text(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        return value == null ? "" : value.toString();
    }
}
