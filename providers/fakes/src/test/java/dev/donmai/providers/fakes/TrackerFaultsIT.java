package dev.donmai.providers.fakes;

import dev.donmai.providers.fakes.faults.TrackerWorkFaults;
import dev.donmai.providers.platformtracker.PlatformTracker;
import java.util.List;

/** Faults of issue trackers. */
class TrackerFaultsIT extends Faults {

    @Override
    List<Fault> faults() {
        return List.of(
                tracker("tracker.knows-every-status", TrackerWorkFaults.KnowsNoBacklog.class),
                tracker("tracker.comments", TrackerWorkFaults.RefusesComments.class),
                new Fault(
                        "tracker.refuses-what-it-does-not-declare",
                        Sound.Tracker.class,
                        () -> FakeJar.of(PlatformTracker.class)
                                .describedBy(TrackerWorkFaults.Silent.class)
                                .declaring(declared ->
                                        declared.replaceFirst(";\\s*cap\\.supportsComments=\"?true\"?", ""))),
                tracker("tracker.answers-when-nobody-does", TrackerWorkFaults.ThrowsWhenNobodyAnswers.class),
                tracker("tracker.keeps-its-limit", TrackerWorkFaults.TakesItsTime.class),
                tracker("tracker.asks-for-the-token-each-time", TrackerWorkFaults.KeepsTheToken.class),
                tracker("tracker.can-be-interrupted", TrackerWorkFaults.GoesOn.class));
    }

    private static Fault tracker(String check, Class<?> tracker) {
        return new Fault(
                check,
                Sound.Tracker.class,
                () -> FakeJar.of(PlatformTracker.class).loading(tracker));
    }
}
