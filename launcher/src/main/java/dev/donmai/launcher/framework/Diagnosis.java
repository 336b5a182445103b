package dev.donmai.launcher.framework;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Says what keeps bundles and their components from working. */
final class Diagnosis {

    private static final int FAILED = ComponentConfigurationDTO.FAILED_ACTIVATION;
    private static final int UNSATISFIED = ComponentConfigurationDTO.UNSATISFIED_REFERENCE;

    private final BundleContext context;
    private final Collection<Bundle> bundles;

    Diagnosis(BundleContext context, Collection<Bundle> bundles) {
        this.context = context;
        this.bundles = bundles;
    }

    /** Why bundles do not resolve, in the framework's words, one sentence each. */
    static String unresolved(Collection<Bundle> bundles) {
        List<String> reasons = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.INSTALLED) {
                try {
                    bundle.start();
                } catch (BundleException e) {
                    reasons.add("bundle " + bundle.getSymbolicName() + " does not resolve: " + e.getMessage());
                }
            }
        }
        return String.join("; ", reasons);
    }

    /**
     * One sentence for each component that cannot work. A component that merely waits for another one of the list is
     * left out, unless all do.
     */
    List<String> unsatisfied() {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return List.of("the component runtime (org.apache.felix.scr) is not running");
        }
        ServiceComponentRuntime runtime = context.getService(reference);
        try {
            Set<String> offered = Arrays.stream(context.getBundles())
                    .flatMap(bundle -> runtime.getComponentDescriptionDTOs(bundle).stream())
                    .flatMap(component -> Arrays.stream(component.serviceInterfaces))
                    .collect(Collectors.toSet());
            return sentences(troubled(runtime, offered));
        } finally {
            context.ungetService(reference);
        }
    }

    private List<Trouble> troubled(ServiceComponentRuntime runtime, Set<String> offered) {
        List<Trouble> found = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundles.toArray(Bundle[]::new))) {
            Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
            configurations.stream()
                    .filter(configuration -> configuration.state == FAILED || configuration.state == UNSATISFIED)
                    .findFirst()
                    .ifPresent(configuration -> found.add(Trouble.of(component, configuration, offered)));
        }
        return found;
    }

    private static List<String> sentences(List<Trouble> troubles) {
        Set<String> unavailable = troubles.stream()
                .flatMap(trouble -> trouble.offers().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        List<Trouble> roots = troubles.stream()
                .filter(trouble -> trouble.misses().isEmpty() || !unavailable.containsAll(trouble.misses()))
                .toList();
        return (roots.isEmpty() ? troubles : roots)
                .stream().map(Trouble::sentence).toList();
    }

    /**
     * A component that does not work.
     *
     * @param misses interfaces it waits for; empty when its activation failed
     */
    private record Trouble(
            String component, String bundle, List<String> offers, List<String> misses, Optional<String> failure) {

        static Trouble of(
                ComponentDescriptionDTO component, ComponentConfigurationDTO configuration, Set<String> offered) {
            List<String> misses = Arrays.stream(configuration.unsatisfiedReferences)
                    .map(unsatisfied -> Arrays.stream(component.references)
                            .filter(declared -> declared.name.equals(unsatisfied.name))
                            .findFirst()
                            .map(declared -> wanted(declared, offered))
                            .orElse(unsatisfied.name))
                    .distinct()
                    .toList();
            return new Trouble(
                    component.implementationClass,
                    component.bundle.symbolicName,
                    List.of(component.serviceInterfaces),
                    misses,
                    Optional.ofNullable(configuration.failure)
                            .map(text -> text.lines().findFirst().orElse(text)));
        }

        private static String wanted(ReferenceDTO reference, Set<String> offered) {
            String target = reference.target == null ? "" : " " + reference.target;
            String note = offered.contains(reference.interfaceName) ? "" : " (which no component offers)";
            return reference.interfaceName + target + note;
        }

        String sentence() {
            String who = "component " + component + " of bundle " + bundle;
            return failure.map(text -> who + " failed: " + text)
                    .orElseGet(() -> who + " waits for " + String.join(", ", misses));
        }
    }
}
