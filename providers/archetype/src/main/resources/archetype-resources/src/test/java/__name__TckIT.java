package ${package};

import dev.donmai.tck.AgentRuntimeTck;
import dev.donmai.tck.DrivesProgram;
import dev.donmai.tck.Scenario;
import java.nio.file.Path;

/** The contract, with the program replaced by those of the checks. */
class ${name}TckIT extends AgentRuntimeTck implements DrivesProgram {

    @Override
    public Scenario driving(Path program) {
        return Scenario.plain().setting("path", program.toString());
    }

    @Override
    public String saying(String text) {
        return text + "\n";
    }
}
