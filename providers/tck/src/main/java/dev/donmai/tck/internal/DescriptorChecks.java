package dev.donmai.tck.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The half of a provider that runs in the daemon. */
public final class DescriptorChecks {

    private static final String LABEL = "humanLabel";
    private static final Duration THREAD_END = Duration.ofSeconds(1);

    private final ProviderUnderTest provider;

    private DescriptorChecks(ProviderUnderTest provider) {
        this.provider = provider;
    }

    public static List<Check> of(ProviderUnderTest provider) {
        DescriptorChecks checks = new DescriptorChecks(provider);
        return List.of(
                new Check(
                        "descriptor.is-offered",
                        "The bundle resolves and starts in a daemon and offers its descriptor as exactly one service.",
                        checks::isOffered),
                new Check("descriptor.id-agrees", "The descriptor has the id of the manifest.", checks::idAgrees),
                new Check(
                        "descriptor.capabilities-agree",
                        "The manifest declares what the descriptor's capability record says, no more and no less.",
                        checks::capabilitiesAgree),
                new Check(
                        "descriptor.unloads",
                        "When the bundle is removed, its class loader can be collected and none of its threads lives.",
                        checks::unloads));
    }

    private void isOffered() {
        provider.attached().descriptor();
        int services = provider.attached().services();
        Demand.that(services == 1, "It offers " + services + " services of its family.");
    }

    private void idAgrees() throws Exception {
        String declared = provider.declaration().id();
        String observed = provider.attached().descriptor().id();
        Demand.that(
                declared.equals(observed), "The manifest says \"" + declared + "\", the object \"" + observed + "\".");
    }

    private void capabilitiesAgree() throws Exception {
        Map<String, Object> declared = provider.declaration().capabilities();
        Map<String, Object> observed =
                provider.family().capabilitiesOf(provider.attached().descriptor());
        TreeSet<String> names = new TreeSet<>(declared.keySet());
        names.addAll(observed.keySet());
        if (!declared.containsKey(LABEL)) {
            names.remove(LABEL);
        }
        names.removeIf(name -> Objects.equals(declared.get(name), observed.get(name)));
        Demand.none(names, "They differ, manifest " + declared + ", object " + observed + ", in");
    }

    private void unloads() throws Exception {
        Collected collected = new Collected();
        for (int cycle = 0; cycle < provider.effort().cycles(); cycle++) {
            collected.expect(comeAndGo());
        }
        int left = collected.leftAfter(provider.effort().patience());
        Demand.that(
                left == 0,
                "After " + provider.effort().cycles() + " times, " + left
                        + " class loaders are still held: by a thread, a static of the JDK, a hook, a thread local?");
    }

    private ClassLoader comeAndGo() throws Exception {
        ClassLoader loader;
        try (Attachment<?> attachment = provider.attach()) {
            loader = attachment.loader();
            attachment.probe(provider.settings());
        }
        Demand.none(Threads.leftAfter(THREAD_END, loader), "Threads outlive the bundle");
        return loader;
    }
}
