package dev.donmai.registry.internal;

import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** The version of Donmai that a provider asks for in its manifest. */
final class HostRequirement {

    static final String NAMESPACE = "dev.donmai.host";

    private static final String VERSION = "version";

    private HostRequirement() {}

    /**
     * Compares what a bundle asks for with what is here, before the framework tries to resolve it.
     *
     * @throws UnfitException when this is another version, or the filter is none
     */
    static void check(Bundle bundle, Bundle system) throws UnfitException {
        Version here = version(system);
        for (BundleRequirement required : bundle.adapt(BundleRevision.class).getDeclaredRequirements(NAMESPACE)) {
            Optional<String> filter =
                    Optional.ofNullable(required.getDirectives().get(Constants.FILTER_DIRECTIVE));
            if (filter.isPresent() && !matches(filter.get(), here)) {
                throw new UnfitException("wrong host version: it asks for a Donmai with " + filter.get() + ", this is "
                        + here + "; install a version of it that was made for this one");
            }
        }
    }

    private static boolean matches(String filter, Version here) throws UnfitException {
        try {
            return org.osgi.framework.FrameworkUtil.createFilter(filter).matches(Map.of(VERSION, here));
        } catch (InvalidSyntaxException e) {
            throw new UnfitException(
                    "its manifest asks for " + NAMESPACE + " with something that is no filter: " + filter, e);
        }
    }

    private static Version version(Bundle system) {
        return system.adapt(BundleRevision.class).getDeclaredCapabilities(NAMESPACE).stream()
                .map(BundleCapability::getAttributes)
                .map(attributes -> attributes.get(VERSION))
                .filter(Version.class::isInstance)
                .map(Version.class::cast)
                .findFirst()
                .orElse(Version.emptyVersion);
    }
}
