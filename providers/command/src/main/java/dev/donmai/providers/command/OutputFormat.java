package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Result;
import java.util.Optional;

/** Makes events of what the program prints. One thread writes; what was learned is read after the stream has ended. */
sealed interface OutputFormat permits TextFormat, JsonLinesFormat {

    /** How much of the text the program leaves behind stands for its result. */
    int LAST_WORDS = 4 * 1024;

    /** Takes one line of standard output. */
    void line(String text, boolean truncated);

    /** The end of what the program said. */
    String lastWords();

    /** The result that the program itself reported; it has not been handed on. */
    Optional<Result> result();

    /** The last error that the program reported. */
    Optional<Failure> failure();

    /** The last cost that the program reported. */
    Cost cost();
}
