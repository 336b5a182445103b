package dev.donmai.providers.fakes;

import dev.donmai.providers.fakes.faults.AbilityFaults;
import dev.donmai.providers.fakes.faults.EventFaults;
import dev.donmai.providers.fakes.faults.RuntimeFaults;
import dev.donmai.providers.fakes.faults.SessionFaults;
import dev.donmai.providers.stub.StubRuntime;
import java.util.List;

/** Faults of agent runtimes for which no program is needed: of the stub. */
class StubFaultsIT extends Faults {

    @Override
    List<Fault> faults() {
        return List.of(
                stub("runtime.leaves-no-thread", RuntimeFaults.LeavesThread.class),
                stub("runtime.unloads", RuntimeFaults.Leaks.class),
                stub("runtime.runs-two-sessions-at-once", RuntimeFaults.MixesSessions.class),
                stub("events.begin-with-one-init", EventFaults.NoticeBeforeInit.class),
                stub("events.end-with-one-result", EventFaults.SecondResult.class),
                stub("events.stop-at-the-end", EventFaults.LateText.class),
                stub("events.tell-success", EventFaults.SuccessUntold.class),
                stub("events.keep-the-session-id", EventFaults.ChangingId.class),
                stub("events.tell-no-secret", EventFaults.SecretTold.class),
                stub("spec.reports-what-it-drops", EventFaults.FalseMismatch.class),
                stub("process.is-launched-by-the-worker", RuntimeFaults.StartsByItself.class),
                stub("files.are-private", RuntimeFaults.WritesOpenly.class),
                stub("files.are-removed", RuntimeFaults.LeavesFile.class),
                stub("wait.keeps-its-time", SessionFaults.WaitsTooLong.class),
                stub("wait.can-be-interrupted", SessionFaults.SwallowsInterrupts.class),
                stub("stop.ends-the-session", SessionFaults.StopsLater.class),
                stub("stop.says-so", SessionFaults.StopUntold.class),
                stub("stop.can-be-repeated", SessionFaults.StopsOnce.class),
                stub("stop.comes-before-the-init", SessionFaults.StopsTooEarly.class),
                hiding(
                        "injection.is-declared-and-there",
                        "supportsMessageInjection",
                        AbilityFaults.HidesInjection.class),
                stub("injection.waits-for-nobody", SessionFaults.InjectsBehindEvents.class),
                stub("injection.ends-with-the-session", SessionFaults.InjectsIntoTheVoid.class),
                hiding("resume.is-declared-and-there", "supportsSessionResume", AbilityFaults.HidesResume.class),
                stub("resume.keeps-the-id", RuntimeFaults.ResumesAsAnother.class),
                stub("resume.needs-an-id", RuntimeFaults.ResumesNothing.class));
    }

    private static Fault stub(String check, Class<?> runtime) {
        return new Fault(
                check, Sound.Stub.class, () -> FakeJar.of(StubRuntime.class).loading(runtime));
    }

    private static Fault hiding(String check, String ability, Class<?> descriptor) {
        return new Fault(
                check,
                Sound.Stub.class,
                () -> FakeJar.of(StubRuntime.class)
                        .describedBy(descriptor)
                        .declaring(declared -> declared.replaceFirst(";\\s*cap\\." + ability + "=\"?true\"?", "")));
    }
}
