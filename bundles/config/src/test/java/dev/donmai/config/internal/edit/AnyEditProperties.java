package dev.donmai.config.internal.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigEdit.AddProject;
import dev.donmai.config.ConfigEdit.Remove;
import dev.donmai.config.ConfigEdit.RemoveProject;
import dev.donmai.config.ConfigEdit.SetNumber;
import dev.donmai.config.ConfigEdit.SetText;
import dev.donmai.config.internal.edit.YamlPart.Mapping;
import dev.donmai.config.internal.edit.YamlPart.Scalar;
import dev.donmai.config.internal.edit.YamlPart.Sequence;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Capacity;
import dev.donmai.model.config.DaemonConfig.CredentialHelper;
import dev.donmai.model.config.DaemonConfig.Git;
import dev.donmai.model.config.DaemonConfig.Limits;
import dev.donmai.model.config.DaemonConfig.Machine;
import dev.donmai.model.config.DaemonConfig.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever the style of a file is, an edit changes what it is about and nothing else. */
class AnyEditProperties {

    private static final Predicate<String> NOT_IN_ENTRY =
            Pattern.compile("\\s*-?\\s*(#.*)?").asMatchPredicate().negate();

    /** Ends every comment; see {@link AnyStyle}. */
    private static final Pattern MARK = Pattern.compile("@\\d+");

    private Path file = Path.of("");

    @BeforeProperty
    void makeFile() throws IOException {
        file = Files.createTempFile("daemon", ".yaml");
    }

    @AfterProperty
    void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.randomValue(AnyStyle::file);
    }

    @Provide
    Arbitrary<ConfigEdit> edits() {
        Arbitrary<String> ids = Arbitraries.of("p1", "p2", "p3", "p4");
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 99).map(n -> new SetNumber("capacity.maxConcurrentSessions", n)),
                Arbitraries.integers().between(0, 99).map(n -> new SetNumber("limits.memoryMb", n)),
                Arbitraries.strings().ofMaxLength(12).map(text -> new SetText("machine.region", text)),
                Arbitraries.of("capacity.maxConcurrentSessions", "machine.region", "limits.memoryMb")
                        .map(Remove::new),
                ids.map(id -> new AddProject(id, "https://h.example/" + id, "")),
                ids.map(id -> new AddProject(id, "https://other.example/" + id, "shallow")),
                ids.map(RemoveProject::new));
    }

    @Property(tries = 1000)
    void anEditChangesOnlyItsOwnLines(@ForAll("files") String before, @ForAll("edits") ConfigEdit edit)
            throws Exception {
        String after = TextEdit.apply(before, edit);
        List<String> words = words(edit);
        List<String> others = LineDifference.between(before, after)
                .touchedBesides(line -> words.stream().anyMatch(line::contains));
        // An entry goes with the dash before it and the comments in it.
        assertThat(
                        edit instanceof RemoveProject
                                ? others.stream().filter(NOT_IN_ENTRY).toList()
                                : others)
                .isEmpty();
    }

    @Property(tries = 1000)
    void noCommentAndNoEmptyLineIsLostButThoseInAnEntryThatGoes(
            @ForAll("files") String before, @ForAll("edits") ConfigEdit edit) throws Exception {
        // The comment behind a key goes with the key.
        Assume.that(!(edit instanceof Remove));
        String after = TextEdit.apply(before, edit);
        String gone = edit instanceof RemoveProject(String id) ? entries(before, id) : "";
        List<String> mayGo = comments(gone);
        List<String> mustStay = comments(before);
        mustStay.removeAll(mayGo);
        List<String> stayed = comments(after);
        stayed.removeAll(mayGo);
        assertThat(stayed).isEqualTo(mustStay);
        assertThat(emptyLines(after)).isGreaterThanOrEqualTo(emptyLines(before) - emptyLines(gone));
    }

    /** What goes with the entries of a project: their lines, in brackets all that is between their neighbours. */
    private static String entries(String text, String id) throws EditRefusedException {
        YamlText yaml = YamlText.of(text);
        Optional<Sequence> list = ListEdit.find(yaml, "projects");
        List<YamlPart> items = list.map(Sequence::items).orElse(List.of());
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Mapping entry)
                    || !(entry.find("id").orElseThrow().value() instanceof Scalar found)
                    || !found.text().equals(id)) {
                continue;
            }
            int before = i == 0 ? yaml.skipProperties(list.orElseThrow().start()) : yaml.contentEnd(items.get(i - 1));
            if (list.orElseThrow().flow()) {
                int next = i == items.size() - 1
                        ? list.orElseThrow().end()
                        : items.get(i + 1).start();
                entries.append(text, before, next);
            } else {
                int dash = yaml.skipBlanks(before);
                entries.append(text, yaml.lineStart(dash), yaml.nextLine(yaml.contentEnd(entry)));
            }
        }
        return entries.toString();
    }

    private static List<String> comments(String text) {
        return MARK.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(ArrayList::new));
    }

    private static long emptyLines(String text) {
        return text.lines().filter(String::isBlank).count();
    }

    @Property(tries = 1000)
    void lineBreaksStayOfOneKind(@ForAll("files") String before, @ForAll("edits") ConfigEdit edit) throws Exception {
        String after = TextEdit.apply(before, edit);
        Assume.that(before.contains("\n"));
        assertThat(after.replace("\r\n", "").contains("\n"))
                .isEqualTo(before.replace("\r\n", "").contains("\n"));
        assertThat(after.contains("\r\n")).isEqualTo(before.contains("\r\n"));
    }

    @Property(tries = 1000)
    void theResultSaysWhatItMust(@ForAll("files") String before, @ForAll("edits") ConfigEdit edit) throws Exception {
        assertThat(read(TextEdit.apply(before, edit))).isEqualTo(expected(read(before), edit));
    }

    @Property(tries = 1000)
    void theSameEditAgainChangesNothing(@ForAll("files") String before, @ForAll("edits") ConfigEdit edit)
            throws Exception {
        String after = TextEdit.apply(before, edit);
        assertThat(TextEdit.apply(after, edit)).isEqualTo(after);
    }

    private DaemonConfig read(String text) throws Exception {
        Files.writeString(file, text);
        DaemonOptions options = new DaemonOptions("", "", "", "", "", List.of(), List.of(), Map.of("TOKEN", "t"));
        return ConfigDocument.read(file, options).config();
    }

    /** One of these is in every line that belongs to what is edited. */
    private static List<String> words(ConfigEdit edit) {
        return switch (edit) {
            case SetNumber set -> List.of(set.key().split("\\."));
            case SetText set -> List.of("machine", "region", "eu: north");
            case Remove remove ->
                remove.key().startsWith("machine")
                        ? List.of("region", "eu: north")
                        : List.of(remove.key().split("\\."));
            case AddProject add -> List.of(add.id(), "repo", "cloneStrategy", "projects");
            case RemoveProject remove -> List.of(remove.id(), "repo", "cloneStrategy", "git", "sshKey", "projects");
        };
    }

    private static DaemonConfig expected(DaemonConfig old, ConfigEdit edit) {
        return switch (edit) {
            case SetNumber(String key, long value) -> number(old, key, (int) value);
            case SetText(String key, String value) -> region(old, value);
            case Remove(String key) ->
                key.startsWith("machine")
                        ? region(old, "")
                        : number(old, key, key.startsWith("limits") ? 0 : Capacity.DEFAULT_SESSIONS);
            case RemoveProject(String id) ->
                old.withProjects(old.projects().stream()
                        .filter(project -> !project.id().equals(id))
                        .toList());
            case AddProject add -> old.withProjects(added(old.projects(), add));
        };
    }

    private static List<Project> added(List<Project> projects, AddProject add) {
        List<Project> result = new ArrayList<>(projects);
        for (int i = 0; i < result.size(); i++) {
            Project old = result.get(i);
            if (old.id().equals(add.id())) {
                String strategy = add.cloneStrategy().isEmpty() ? old.cloneStrategy() : add.cloneStrategy();
                result.set(i, new Project(old.id(), add.repository(), strategy, old.git(), old.credentialHelper()));
                return result;
            }
        }
        result.add(new Project(
                add.id(), add.repository(), add.cloneStrategy(), new Git("", ""), new CredentialHelper("", "", "")));
        return result;
    }

    private static DaemonConfig region(DaemonConfig old, String region) {
        return with(old, new Machine(old.machine().id(), region), old.capacity(), old.limits());
    }

    private static DaemonConfig number(DaemonConfig old, String key, int value) {
        Capacity c = old.capacity();
        Limits l = old.limits();
        return key.startsWith("capacity")
                ? with(
                        old,
                        old.machine(),
                        new Capacity(
                                value,
                                c.maxVCpuPerSession(),
                                c.maxMemoryMbPerSession(),
                                c.reservedForSystem(),
                                c.poolMaxDiskGb()),
                        l)
                : with(
                        old,
                        old.machine(),
                        c,
                        new Limits(value, l.cpus(), l.outputMb(), l.idleSeconds(), l.stopGraceSeconds()));
    }

    private static DaemonConfig with(DaemonConfig old, Machine machine, Capacity capacity, Limits limits) {
        return new DaemonConfig(
                old.apiVersion(),
                old.kind(),
                machine,
                capacity,
                old.projects(),
                old.orchestrator(),
                old.autoUpdate(),
                old.observability(),
                old.workarea(),
                old.kit(),
                old.trust(),
                old.http(),
                old.worker(),
                old.agents(),
                old.sandbox(),
                limits,
                old.sessions(),
                old.providers(),
                old.routing());
    }
}
