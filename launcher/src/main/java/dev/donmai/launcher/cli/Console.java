package dev.donmai.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.donmai.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a command's results go, and in which form ({@code cli.md} §1).
 *
 * @param out results
 * @param err errors
 * @param terminal whether a person looks at it, on a terminal that can be drawn on
 * @param colours whether ANSI sequences are welcome
 */
record Console(PrintStream out, PrintStream err, boolean terminal, boolean colours) {

    /** The console of this process: colours only on a terminal, and not where {@code NO_COLOR} is set. */
    static Console ofProcess(Map<String, String> environment) {
        boolean terminal = Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Console(
                System.out,
                System.err,
                terminal,
                terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** The same without colours. */
    Console plain() {
        return new Console(out, err, terminal, false);
    }

    /** What would be printed, as a text. */
    String printed(Consumer<Console> printing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream buffer = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        printing.accept(new Console(buffer, err, terminal, colours));
        buffer.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void error(String message) {
        note("Error: " + message);
    }

    /** Says something that is no result. */
    void note(String message) {
        err.println(message);
        err.flush();
    }

    /** Whether nobody reads the results any more. */
    boolean closed() {
        return out.checkError();
    }

    /** The text in a colour, where colours are welcome. */
    String paint(String text, String colour) {
        return colours && !colour.isEmpty() ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }

    /** The members of the JSON form as YAML. */
    void yaml(Object value) {
        try {
            out.print(yamlMapper().writeValueAsString(Json.mapper().<JsonNode>valueToTree(value)));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot encode " + value.getClass().getName(), e);
        }
    }

    /** Made when it is asked for: most commands never load it. */
    private static YAMLMapper yamlMapper() {
        return YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
    }

    /** Two-blank indentation, HTML-sensitive characters escaped, members in the order they have. */
    void json(Object value) {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withSeparators(separators)
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        ObjectWriter writer = Json.mapper().writer(printer).with(new HtmlEscapes());
        try {
            line(writer.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot print the reply", e);
        }
    }

    /** A table with a head. */
    void table(List<String> head, List<List<String>> rows) {
        table("", head, rows);
    }

    /** A table with a head, behind a margin. */
    void table(String margin, List<String> head, List<List<String>> rows) {
        Columns columns = new Columns(margin);
        columns.row(head);
        rows.forEach(columns::row);
        columns.lines().forEach(this::line);
    }

    private static final class HtmlEscapes extends CharacterEscapes {

        @Serial
        private static final long serialVersionUID = 1L;

        private static final int[] ESCAPES = standardAsciiEscapesForJSON();

        static {
            ESCAPES['<'] = ESCAPE_CUSTOM;
            ESCAPES['>'] = ESCAPE_CUSTOM;
            ESCAPES['&'] = ESCAPE_CUSTOM;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ESCAPES;
        }

        @Override
        public SerializedString getEscapeSequence(int character) {
            return new SerializedString(String.format("\\u%04x", character));
        }
    }
}
