package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentProcess;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** A process as it is, but for what a fault overrides. */
class OtherProcess implements AgentProcess {

    final AgentProcess sound;

    OtherProcess(AgentProcess sound) {
        this.sound = sound;
    }

    @Override
    public long pid() {
        return sound.pid();
    }

    @Override
    public InputStream stdout() {
        return sound.stdout();
    }

    @Override
    public InputStream stderr() {
        return sound.stderr();
    }

    @Override
    public OptionalInt awaitExit(Duration timeout) throws InterruptedException {
        return sound.awaitExit(timeout);
    }

    @Override
    public void stop(Duration grace) {
        sound.stop(grace);
    }
}
