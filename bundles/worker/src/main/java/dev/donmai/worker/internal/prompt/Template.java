package dev.donmai.worker.internal.prompt;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A Mustache template of this package. Nothing is escaped, as no markup is made, and what is put in is never read as a template;
 * a section of an empty text is left out.
 */
enum Template {
    SYSTEM("system"),
    DEVELOPMENT("development"),
    QA("qa"),
    RESEARCH("research"),
    REMIND_PULL_REQUEST("remind-pull-request"),
    REMIND_VERDICT("remind-verdict");

    private final String file;

    Template(String name) {
        this.file = name + ".mustache";
    }

    /** The text with these values; a name that has none is an error. */
    String fill(Map<String, ?> values) {
        try (InputStream in = Template.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the template " + file + " is missing from the worker");
            }
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                return Mustache.compiler()
                        .escapeHTML(false)
                        .emptyStringIsFalse(true)
                        .strictSections(true)
                        .compile(reader)
                        .execute(values)
                        .strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the template " + file + " can't be read", e);
        }
    }
}
