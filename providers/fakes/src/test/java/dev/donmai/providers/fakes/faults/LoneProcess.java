package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentProcess;
import java.time.Duration;

/** Is ended without what it has started. */
final class LoneProcess extends OtherProcess {

    LoneProcess(AgentProcess sound) {
        super(sound);
    }

    @Override
    public void stop(Duration grace) {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
}
