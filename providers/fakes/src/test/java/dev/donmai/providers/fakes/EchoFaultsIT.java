package dev.donmai.providers.fakes;

import dev.donmai.providers.echo.EchoRuntime;
import dev.donmai.providers.fakes.faults.ProgramFaults;
import java.util.List;

/** Faults of agent runtimes that drive a program: of echo. */
class EchoFaultsIT extends Faults {

    @Override
    List<Fault> faults() {
        return List.of(
                echo("process.gets-the-sessions-environment", ProgramFaults.HandsOnItsEnvironment.class),
                echo("process.has-no-secret-in-argv", ProgramFaults.ShowsThePrompt.class),
                echo("process.refusal-is-explained", ProgramFaults.FailsWithoutWords.class),
                echo("stop.ends-what-ignores-it", ProgramFaults.EndsTheProgramAlone.class),
                echo("program.failure-is-told", ProgramFaults.ForgetsTheStatus.class),
                echo("program.signal-is-told", ProgramFaults.ForgetsTheSignal.class),
                echo("program.may-die-at-any-point", ProgramFaults.EndsWithoutAWord.class),
                echo("lines.may-be-long", ProgramFaults.GivesUpOnLongLines.class),
                echo("lines.may-be-no-utf-8", ProgramFaults.GivesUpOnStrangeBytes.class),
                echo("lines.may-lack-an-end", ProgramFaults.DropsTheLastLine.class),
                echo("reader.may-be-slow", ProgramFaults.DropsForSlowReaders.class));
    }

    private static Fault echo(String check, Class<?> runtime) {
        return new Fault(
                check, Sound.Echo.class, () -> FakeJar.of(EchoRuntime.class).loading(runtime));
    }
}
