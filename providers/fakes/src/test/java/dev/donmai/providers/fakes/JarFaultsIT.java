package dev.donmai.providers.fakes;

import dev.donmai.api.issuetracker.IssueTracker;
import dev.donmai.providers.fakes.faults.DescriptorFaults;
import dev.donmai.providers.fakes.faults.TrackerWorkFaults;
import dev.donmai.providers.filetracker.FileTracker;
import dev.donmai.providers.platformtracker.PlatformTracker;
import java.util.List;
import java.util.function.UnaryOperator;

/** Faults that a provider of any family can have; these are trackers, whose tests take the least time. */
class JarFaultsIT extends Faults {

    @Override
    List<Fault> faults() {
        return List.of(
                jar(
                        "jar.declares-one-provider",
                        jar -> jar.declaring(one -> one + "," + one.replace("id=file", "id=two"))),
                jar(
                        "jar.version-agrees",
                        jar -> jar.declaring(one -> one.replaceFirst("(version:Version=\"?)\\d+", "$1" + "99"))),
                jar("jar.has-name-and-licence", jar -> jar.header("Bundle-License", value -> "")),
                jar("jar.requires-no-bundle", jar -> jar.header("DynamicImport-Package", value -> "*")),
                jar(
                        "jar.imports-contracts-alone",
                        jar -> jar.header("Import-Package", value -> value + ",org.osgi.util.promise")),
                jar("jar.contains-no-contract", jar -> jar.containing(IssueTracker.class)),
                jar("descriptor.is-offered", FakeJar::describedTwice),
                descriptor("descriptor.id-agrees", DescriptorFaults.OtherId.class),
                descriptor("descriptor.capabilities-agree", DescriptorFaults.OtherCapabilities.class),
                descriptor("descriptor.unloads", DescriptorFaults.Leaks.class),
                descriptor("probe.answers-in-time", DescriptorFaults.Slow.class),
                descriptor("probe.leaves-nothing", DescriptorFaults.StartsProgram.class),
                descriptor("probe.can-be-repeated", DescriptorFaults.Wavers.class),
                descriptor("probe.explains-itself", DescriptorFaults.SaysTooMuch.class),
                descriptor("probe.is-usable-as-tested", DescriptorFaults.NeverReady.class),
                descriptor("probe.survives-any-settings", DescriptorFaults.Trusting.class),
                new Fault(
                        "worker.loads-one-class",
                        Sound.Tracker.class,
                        () -> FakeJar.of(PlatformTracker.class).loadingAlso(TrackerWorkFaults.Second.class)),
                new Fault(
                        "worker.id-agrees",
                        Sound.Tracker.class,
                        () -> FakeJar.of(PlatformTracker.class).loading(TrackerWorkFaults.OtherId.class)));
    }

    private static Fault jar(String check, UnaryOperator<FakeJar> change) {
        return new Fault(check, Sound.Tracker.class, () -> change.apply(FakeJar.of(FileTracker.class)));
    }

    private static Fault descriptor(String check, Class<?> type) {
        return jar(check, jar -> jar.describedBy(type));
    }
}
