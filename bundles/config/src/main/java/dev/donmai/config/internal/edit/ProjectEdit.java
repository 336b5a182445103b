package dev.donmai.config.internal.edit;

import dev.donmai.config.internal.edit.YamlPart.Entry;
import dev.donmai.config.internal.edit.YamlPart.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Changes entries of the allowlist in a text. */
final class ProjectEdit {

    private ProjectEdit() {}

    /** Adds an entry; without a clone strategy when that is empty. */
    static YamlText add(YamlText text, String id, String repository, String cloneStrategy) throws EditRefusedException {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("id", id);
        entry.put("repository", repository);
        if (!cloneStrategy.isEmpty()) {
            entry.put("cloneStrategy", cloneStrategy);
        }
        return ListEdit.append(text, "projects", entry);
    }

    /** Sets a key of an entry. */
    static YamlText set(YamlText text, int index, String key, String value) throws EditRefusedException {
        Mapping entry = entry(text, index);
        Optional<Entry> found = entry.find(key);
        return found.isPresent()
                ? ValueEdit.replace(text, entry, found.get(), "projects[" + index + "]." + key, value)
                : MapEdit.insert(text, entry, key, value);
    }

    /** Gives the repository of an entry its newer name; where it has both, the older one was not read ({@code config.md} §2.5). */
    static YamlText renameOldRepository(YamlText text, int index) throws EditRefusedException {
        Mapping entry = entry(text, index);
        Optional<Entry> old = entry.find("repoUrl");
        if (old.isEmpty()) {
            return text;
        }
        return entry.find("repository").isPresent()
                ? MapEdit.remove(text, entry, "repoUrl")
                : text.splice(old.get().key().start(), old.get().key().end(), "repository");
    }

    private static Mapping entry(YamlText text, int index) throws EditRefusedException {
        YamlPart item = ListEdit.find(text, "projects").orElseThrow().items().get(index);
        text.refuseIfShared(item, "projects[" + index + "]");
        if (item instanceof Mapping map) {
            return map;
        }
        throw new EditRefusedException(
                "line " + text.line(item.start()) + ": projects[" + index + "] must be a map of keys to values");
    }
}
