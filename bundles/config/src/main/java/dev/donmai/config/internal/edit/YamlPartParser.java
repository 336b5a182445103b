package dev.donmai.config.internal.edit;

import dev.donmai.config.internal.edit.YamlPart.Alias;
import dev.donmai.config.internal.edit.YamlPart.Entry;
import dev.donmai.config.internal.edit.YamlPart.Mapping;
import dev.donmai.config.internal.edit.YamlPart.Scalar;
import dev.donmai.config.internal.edit.YamlPart.Sequence;
import dev.donmai.config.internal.yaml.YamlTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Reads the parts of a text that {@link YamlTokens} has accepted. */
final class YamlPartParser {

    private final Iterator<Event> events;
    private final int[] offsets;
    private final Set<String> aliased = new HashSet<>();
    private Optional<YamlPart> root = Optional.empty();
    private int documents;

    private YamlPartParser(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel("daemon.yaml").build();
        events = new Parse(settings).parseString(text).iterator();
        offsets = offsets(text);
    }

    static YamlPartParser parse(String text) {
        YamlPartParser parser = new YamlPartParser(text);
        parser.stream();
        return parser;
    }

    /** The first document; empty when there is none. */
    Optional<YamlPart> root() {
        return root;
    }

    boolean hasSeveralDocuments() {
        return documents > 1;
    }

    /** Anchors that another place refers to. */
    Set<String> aliased() {
        return aliased;
    }

    private void stream() {
        while (events.hasNext() && documents < 2) {
            if (events.next() instanceof DocumentStartEvent && ++documents == 1) {
                root = Optional.of(part(events.next()));
            }
        }
    }

    private YamlPart part(Event event) {
        return switch (event) {
            case AliasEvent alias -> {
                aliased.add(anchor(alias));
                yield new Alias(start(event), end(event), anchor(alias));
            }
            case ScalarEvent scalar ->
                new Scalar(
                        start(event),
                        end(event),
                        scalar.getTag().isPresent(),
                        anchor(scalar),
                        scalar.getScalarStyle(),
                        scalar.getValue());
            case MappingStartEvent mapping -> mapping(mapping);
            case SequenceStartEvent sequence -> sequence(sequence);
            default -> throw new IllegalStateException("no value begins with " + event);
        };
    }

    private Mapping mapping(MappingStartEvent begin) {
        List<Entry> entries = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            YamlPart key = part(next);
            entries.add(new Entry(key, part(events.next())));
            next = events.next();
        }
        return new Mapping(start(begin), end(next), anchor(begin), begin.isFlow(), List.copyOf(entries));
    }

    private Sequence sequence(SequenceStartEvent begin) {
        List<YamlPart> items = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            items.add(part(next));
            next = events.next();
        }
        return new Sequence(start(begin), end(next), anchor(begin), begin.isFlow(), List.copyOf(items));
    }

    private static String anchor(NodeEvent event) {
        return event.getAnchor().map(Anchor::getValue).orElse("");
    }

    private int start(Event event) {
        return offsets[event.getStartMark().map(Mark::getIndex).orElseThrow()];
    }

    private int end(Event event) {
        return offsets[event.getEndMark().map(Mark::getIndex).orElseThrow()];
    }

    /** Marks count code points. */
    private static int[] offsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = text.offsetByCodePoints(offsets[i - 1], 1);
        }
        return offsets;
    }
}
