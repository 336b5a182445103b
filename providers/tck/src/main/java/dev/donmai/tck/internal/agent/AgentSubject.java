package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.tck.DrivesProgram;
import dev.donmai.tck.Scenario;
import dev.donmai.tck.internal.Loaded;
import dev.donmai.tck.internal.ProviderUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * The runtime under test, and how sessions of it are brought about.
 *
 * @param ending a session that ends well by itself
 * @param endless a session that goes on until it is stopped, where its author says how
 * @param honoured fields of the work that it honours and that no capability stands for
 * @param driver how another program is put in place of the one it drives; empty for a runtime without one
 */
public record AgentSubject(
        ProviderUnderTest provider,
        Scenario ending,
        Optional<Scenario> endless,
        Set<String> honoured,
        Optional<DrivesProgram> driver) {

    /** What a worker loads; whoever asks closes it. */
    Loaded<AgentRuntime> load() throws IOException {
        return provider.load(AgentRuntime.class);
    }

    /** Where a session works. */
    Workplace place(Scenario scenario) throws IOException {
        return new Workplace(provider.directory("session"), Work.environment(), scenario.settings());
    }

    /** Starts a session with nothing but a prompt. */
    Play play(AgentRuntime runtime, Scenario scenario) throws IOException, AgentException {
        return play(runtime, scenario, place(scenario));
    }

    Play play(AgentRuntime runtime, Scenario scenario, Workplace place) throws AgentException {
        return Play.begin(
                runtime,
                AgentRuntime::start,
                Work.plain(scenario, place.workarea()),
                place,
                provider.effort().patience());
    }

    /** A session that goes on until it is stopped. */
    Scenario endlessScenario() throws IOException {
        if (endless.isPresent()) {
            return endless.get();
        }
        if (driver.isEmpty()) {
            throw new AssertionError("Override endless(): the checks need a session that goes on until it is stopped.");
        }
        return driver.get().driving(program().goesOn().written());
    }

    /** How its program is replaced; a check that needs that does not run for a runtime without one. */
    DrivesProgram driving() {
        Assumptions.assumeTrue(driver.isPresent(), "the runtime drives no program: its test does not say how");
        return driver.orElseThrow();
    }

    ActingProgram program() throws IOException {
        return new ActingProgram(directory("program"));
    }

    Path directory(String name) throws IOException {
        return provider.directory(name);
    }

    /** A check of an ability does not run for a runtime that does not declare it. */
    void assumeDeclares(String capability) throws Exception {
        Assumptions.assumeTrue(provider.declares(capability), "the runtime does not declare " + capability);
    }
}
