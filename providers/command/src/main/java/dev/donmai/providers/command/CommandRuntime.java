package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts the configured program with the prompt. */
public final class CommandRuntime implements AgentRuntime {

    /** Tells the program where its prompt is, when it gets it in a file. */
    static final String PROMPT_VARIABLE = "DONMAI_PROMPT_FILE";

    @Override
    public String id() {
        return CommandProvider.ID;
    }

    @Override
    public AgentSession start(AgentSpec spec, AgentContext context) throws AgentException {
        CommandSettings settings;
        try {
            settings = CommandSettings.of(context.settings());
        } catch (SettingsException e) {
            throw new AgentException(AgentException.SPAWN_FAILED + ": " + e.reason(), e);
        }
        Optional<Path> promptFile = Optional.empty();
        try {
            if (settings.prompt() == CommandSettings.Prompt.FILE) {
                promptFile = Optional.of(write(spec.prompt(), context.scratchDirectory()));
            }
            AgentProcess process = context.launch(command(settings, spec.prompt(), promptFile));
            CommandSession session = new CommandSession(
                    programName(settings), process, settings.format(), promptFile, mismatches(spec), context::emit);
            session.begin();
            return session;
        } catch (IOException e) {
            throw new AgentException(AgentException.SPAWN_FAILED + ": " + e.getMessage() + clean(promptFile), e);
        }
    }

    private static AgentCommand command(CommandSettings settings, String prompt, Optional<Path> promptFile) {
        Map<String, String> environment = new LinkedHashMap<>(settings.env());
        if (promptFile.isEmpty()) {
            return new AgentCommand(settings.argv(), environment, prompt);
        }
        String path = promptFile.get().toString();
        environment.put(PROMPT_VARIABLE, path);
        List<String> argv = settings.argv().stream()
                .map(a -> a.replace(CommandSettings.PROMPT_FILE, path))
                .toList();
        return new AgentCommand(argv, environment, "");
    }

    private static Path write(String prompt, Path directory) throws IOException {
        Path file = directory.resolve("prompt.txt");
        Files.deleteIfExists(file);
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var bytes = ByteBuffer.wrap(prompt.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        return file;
    }

    /** Removes the prompt file; what the operator has to be told when that fails, else nothing. */
    static String clean(Optional<Path> promptFile) {
        try {
            if (promptFile.isPresent()) {
                Files.deleteIfExists(promptFile.get());
            }
            return "";
        } catch (IOException e) {
            return "; the prompt file " + promptFile.get() + " could not be removed: " + e.getMessage();
        }
    }

    private static String programName(CommandSettings settings) {
        String program = settings.argv().getFirst();
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** The fields of the work that a program of unknown kind cannot be told. */
    private static List<String> mismatches(AgentSpec spec) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("systemPromptAppend", !spec.systemPromptAppend().isEmpty());
        given.put("allowedTools", !spec.allowedTools().isEmpty());
        given.put("disallowedTools", !spec.disallowedTools().isEmpty());
        given.put("mcpServers", !spec.mcpServers().isEmpty());
        given.put("maxTurns", spec.maxTurns() > 0);
        given.put("model", !spec.model().isEmpty());
        given.put("effort", !spec.effort().isEmpty());
        List<String> dropped = new ArrayList<>();
        given.forEach((field, isGiven) -> {
            if (isGiven) {
                dropped.add(field + ": dropped, the command runtime cannot tell the program");
            }
        });
        return dropped;
    }
}
