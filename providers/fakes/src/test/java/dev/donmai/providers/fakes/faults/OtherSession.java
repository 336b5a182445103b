package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.InjectableSession;
import java.time.Duration;
import java.util.Optional;

/** A session as it is, but for what a fault overrides. */
class OtherSession implements InjectableSession {

    final InjectableSession sound;

    OtherSession(InjectableSession sound) {
        this.sound = sound;
    }

    @Override
    public Optional<String> sessionId() {
        return sound.sessionId();
    }

    @Override
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return sound.awaitEnd(timeout);
    }

    @Override
    public void stop() {
        sound.stop();
    }

    @Override
    public void inject(String text) throws AgentException {
        sound.inject(text);
    }
}
