package dev.donmai.config.internal.edit;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigEdit.AddProject;
import dev.donmai.config.ConfigEdit.Remove;
import dev.donmai.config.ConfigEdit.RemoveProject;
import dev.donmai.config.ConfigEdit.SetNumber;
import dev.donmai.config.ConfigEdit.SetText;
import dev.donmai.config.internal.edit.YamlContent.Branch;
import dev.donmai.config.internal.edit.YamlContent.Leaf;
import dev.donmai.config.internal.yaml.YamlSyntaxException;
import java.util.List;

/**
 * Makes one change in a text: works out what the file must say afterwards, changes as little of the text as possible, and
 * compares. A text that would say anything else is refused, so that a style nobody has thought of costs an error and no data.
 */
public final class TextEdit {

    private TextEdit() {}

    /**
     * The text with the change made; the same text where it says so already.
     *
     * @param text without a byte order mark
     * @throws YamlSyntaxException when the text is not the YAML we read
     */
    public static String apply(String text, ConfigEdit edit) throws EditRefusedException {
        Branch before = YamlContent.of(text);
        return switch (edit) {
            case SetNumber set -> set(text, before, path(set.key()), Leaf.of(set.value()), set.value());
            case SetText set -> set(text, before, path(set.key()), Leaf.of(set.value()), set.value());
            case Remove remove -> {
                List<String> path = path(remove.key());
                Branch wanted = before.without(path);
                yield wanted.equals(before)
                        ? text
                        : checked(MapEdit.remove(YamlText.of(text), path), wanted, remove.key());
            }
            case AddProject add -> Allowlisting.add(text, before, add);
            case RemoveProject remove -> Allowlisting.remove(text, before, remove.id());
        };
    }

    private static String set(String text, Branch before, List<String> path, Leaf wanted, Object value)
            throws EditRefusedException {
        if (before.get(path) instanceof Leaf found && wanted.isMetBy(found)) {
            return text;
        }
        return checked(MapEdit.set(YamlText.of(text), path, value), before.with(path, wanted), String.join(".", path));
    }

    /** The text, when it says what it must. */
    static String checked(YamlText text, Branch wanted, String name) throws EditRefusedException {
        Branch content;
        try {
            content = YamlContent.of(text.text());
        } catch (YamlSyntaxException e) {
            throw new EditRefusedException(name + " cannot be changed without touching something else ("
                    + e.getMessage() + "); change it with an editor");
        }
        if (!content.equals(wanted)) {
            throw new EditRefusedException(
                    name + " cannot be changed without touching something else; change it with an editor");
        }
        return text.text();
    }

    private static List<String> path(String key) throws EditRefusedException {
        List<String> path = List.of(key.split("\\.", -1));
        if (path.contains("")) {
            throw new EditRefusedException("\"" + key + "\" is no key; keys are joined by dots");
        }
        return path;
    }
}
