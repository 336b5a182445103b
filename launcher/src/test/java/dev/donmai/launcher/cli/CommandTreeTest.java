package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is left out for speed is missed by nobody. */
class CommandTreeTest {

    @TempDir
    Path directory;

    @Test
    void aCommandIsTheSameWhetherTheOthersAreThereOrNot() {
        CommandTree tree = tree();
        List<List<String>> commands = new ArrayList<>();
        collect(tree.whole(), List.of(), commands);

        assertThat(commands).contains(List.of("daemon", "run"), List.of("daemon", "pause"), List.of("session", "list"));
        for (List<String> words : commands) {
            assertThat(at(tree.of(words), words).getUsageMessage(CommandLine.Help.Ansi.OFF))
                    .describedAs("donmai " + String.join(" ", words))
                    .isEqualTo(at(tree.whole(), words).getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
    }

    @Test
    void aGroupOrAWordThatIsNoCommandHasAllThatIsUnderIt() {
        CommandTree tree = tree();
        int daemon = at(tree.whole(), List.of("daemon")).getSubcommands().size();

        assertThat(Stream.of(List.of("daemon"), List.of("daemon", "--help"), List.of("daemon", "nothing"))
                        .map(words -> at(tree.of(words), List.of("daemon"))
                                .getSubcommands()
                                .size()))
                .containsOnly(daemon);
        assertThat(tree.of(List.of("--debug", "daemon", "run")).getSubcommands())
                .hasSameSizeAs(tree.whole().getSubcommands());
        assertThat(tree.of(List.of("daemon", "run")).getSubcommands()).containsOnlyKeys("daemon");
        assertThat(at(tree.of(List.of("daemon", "run")), List.of("daemon")).getSubcommands())
                .containsOnlyKeys("run");
    }

    private CommandTree tree() {
        Console console = new CommandRun().console();
        return new CommandTree(new Program(console, Map.of("HOME", directory.toString())), new RootCommand());
    }

    private static CommandLine at(CommandLine top, List<String> words) {
        CommandLine command = top;
        for (String word : words) {
            command = Objects.requireNonNull(command.getSubcommands().get(word), word);
        }
        return command;
    }

    private static void collect(CommandLine command, List<String> words, List<List<String>> found) {
        if (!words.isEmpty()) {
            found.add(words);
        }
        command.getSubcommands()
                .forEach((name, under) -> collect(
                        under, Stream.concat(words.stream(), Stream.of(name)).toList(), found));
    }
}
