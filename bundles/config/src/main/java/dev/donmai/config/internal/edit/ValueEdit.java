package dev.donmai.config.internal.edit;

import dev.donmai.config.internal.edit.YamlPart.Alias;
import dev.donmai.config.internal.edit.YamlPart.Entry;
import dev.donmai.config.internal.edit.YamlPart.Mapping;
import dev.donmai.config.internal.edit.YamlPart.Scalar;
import dev.donmai.config.internal.edit.YamlPart.Sequence;

/** Replaces the value of an entry by a text or a number. */
final class ValueEdit {

    private ValueEdit() {}

    /**
     * The text with the new value.
     *
     * @param map holds the entry
     * @param name of the key, for messages
     */
    static YamlText replace(YamlText text, Mapping map, Entry entry, String name, Object value)
            throws EditRefusedException {
        return switch (entry.value()) {
            // The name of another place's value gives way to a value of its own.
            case Alias alias -> text.splice(alias.start(), alias.end(), written(map, value));
            case Scalar scalar -> {
                text.refuseIfShared(scalar, name);
                yield scalar(text, map, entry, scalar, value);
            }
            case Mapping ignored -> throw refusal(text, entry, name, "a map");
            case Sequence ignored -> throw refusal(text, entry, name, "a list");
        };
    }

    private static YamlText scalar(YamlText text, Mapping map, Entry entry, Scalar scalar, Object value)
            throws EditRefusedException {
        if (scalar.isEmpty()) {
            boolean colon = text.text()
                    .substring(entry.key().end(), scalar.start())
                    .strip()
                    .endsWith(":");
            return text.splice(scalar.start(), scalar.start(), (colon ? " " : ": ") + written(map, value));
        }
        if (scalar.isBlock()) {
            return block(text, scalar, value);
        }
        String written = map.flow() ? YamlStyle.flow(value, scalar.style()) : YamlStyle.plain(value, scalar.style());
        return text.splice(scalar.start(), scalar.end(), written);
    }

    /** The lines below the key go; what is on its own line behind the sign for such a text stays. */
    private static YamlText block(YamlText text, Scalar scalar, Object value) throws EditRefusedException {
        int sign = text.skipProperties(scalar.start());
        int signEnd = sign;
        while (signEnd < text.text().length()
                && "|>+-0123456789".indexOf(text.text().charAt(signEnd)) >= 0) {
            signEnd++;
        }
        int headEnd = text.lineEnd(signEnd);
        String lines = text.text().substring(headEnd, scalar.end());
        return text.splice(
                scalar.start(),
                headEnd + lines.stripTrailing().length(),
                YamlStyle.plain(value) + text.text().substring(signEnd, headEnd));
    }

    private static String written(Mapping map, Object value) {
        return map.flow() ? YamlStyle.flow(value) : YamlStyle.plain(value);
    }

    private static EditRefusedException refusal(YamlText text, Entry entry, String name, String found) {
        return new EditRefusedException("line " + text.line(entry.key().start()) + ": " + name + " is " + found
                + ", not a text or number; change it with an editor");
    }
}
