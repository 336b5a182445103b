package dev.donmai.tck.internal;

import dev.donmai.api.provider.ProviderFamily;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/**
 * One provider as the manifest declares it.
 *
 * @param family as written
 * @param id as written
 * @param version the version of the capability; the empty version when there is none
 * @param capabilities the {@code cap.} attributes without the prefix; true ones as Boolean, false and empty ones left out
 */
record Declaration(String family, String id, Version version, Map<String, Object> capabilities) {

    static final String NAMESPACE = "dev.donmai.provider";

    private static final String CAPABILITY = "cap.";

    /** All that a JAR declares; works on a bundle that is installed and nothing more. */
    static List<Declaration> of(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredCapabilities(NAMESPACE).stream()
                .map(Declaration::of)
                .toList();
    }

    private static Declaration of(BundleCapability declared) {
        Map<String, Object> attributes = declared.getAttributes();
        Map<String, Object> capabilities = new TreeMap<>();
        attributes.forEach((name, value) -> {
            String text = value.toString();
            if (name.startsWith(CAPABILITY) && !text.isEmpty() && !text.equals("false")) {
                capabilities.put(name.substring(CAPABILITY.length()), text.equals("true") ? true : text);
            }
        });
        return new Declaration(
                String.valueOf(attributes.getOrDefault("family", "")),
                String.valueOf(attributes.getOrDefault("id", "")),
                attributes.get("version") instanceof Version version ? version : Version.emptyVersion,
                capabilities);
    }

    boolean isOf(ProviderFamily wanted) {
        return family.equals(wanted.wireName());
    }

    boolean declares(String capability) {
        return capabilities.containsKey(capability);
    }
}
