package dev.donmai.config.internal.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigEdit.AddProject;
import dev.donmai.config.ConfigEdit.Remove;
import dev.donmai.config.ConfigEdit.RemoveProject;
import dev.donmai.config.ConfigEdit.SetNumber;
import dev.donmai.config.ConfigEdit.SetText;
import org.junit.jupiter.api.Test;

class TextEditTest {

    private static final String SESSIONS = "capacity.maxConcurrentSessions";

    private static void edit(String before, ConfigEdit edit, String after) throws Exception {
        String changed = TextEdit.apply(before, edit);
        assertThat(changed).isEqualTo(after);
        assertThat(TextEdit.apply(changed, edit)).isEqualTo(changed);
    }

    private static void refuses(String text, ConfigEdit edit, String message) {
        assertThatThrownBy(() -> TextEdit.apply(text, edit))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNumberIsReplacedWhereItStands() throws Exception {
        edit("""
                # top
                capacity:  # room
                  maxConcurrentSessions: 4   # four
                  other: 1

                # end
                """, new SetNumber(SESSIONS, 0), """
                # top
                capacity:  # room
                  maxConcurrentSessions: 0   # four
                  other: 1

                # end
                """);
        edit(
                "capacity: {maxConcurrentSessions: 4, x: 1}",
                new SetNumber(SESSIONS, 5),
                "capacity: {maxConcurrentSessions: 5, x: 1}");
        edit(
                "{\"capacity\":{\"maxConcurrentSessions\":4}}",
                new SetNumber(SESSIONS, 5),
                "{\"capacity\":{\"maxConcurrentSessions\":5}}");
        edit("""
                capacity:
                  maxConcurrentSessions: '4'
                """, new SetNumber(SESSIONS, 4), """
                capacity:
                  maxConcurrentSessions: 4
                """);
        edit("""
                capacity:
                  maxConcurrentSessions: !!int 4
                """, new SetNumber(SESSIONS, 5), """
                capacity:
                  maxConcurrentSessions: 5
                """);
    }

    @Test
    void whatSaysTheSameStaysAsItIs() throws Exception {
        for (String same :
                new String[] {"capacity: {maxConcurrentSessions: 0x4}", "capacity:\n  maxConcurrentSessions: +4"}) {
            edit(same, new SetNumber(SESSIONS, 4), same);
        }
        edit("machine: {id: 007}", new SetText("machine.id", "007"), "machine: {id: 007}");
        edit("machine: {id: 'a'}", new SetText("machine.id", "a"), "machine: {id: 'a'}");
        edit("machine: {}", new Remove("machine.id"), "machine: {}");
        edit("machine: {id: a}", new Remove("capacity.poolMaxDiskGb"), "machine: {id: a}");
    }

    @Test
    void aNewKeyGoesToTheEndOfItsMap() throws Exception {
        edit("""
                capacity:
                    a: 1 # one
                    # last

                machine: {id: m}
                """, new SetNumber(SESSIONS, 5), """
                capacity:
                    a: 1 # one
                    maxConcurrentSessions: 5
                    # last

                machine: {id: m}
                """);
        edit(
                "capacity: {a: 1}  # c\n",
                new SetNumber(SESSIONS, 5),
                "capacity: {a: 1, maxConcurrentSessions: 5}  # c\n");
        edit("capacity: {}\n", new SetNumber(SESSIONS, 5), "capacity: {maxConcurrentSessions: 5}\n");
        edit("capacity: {a: 1,}\n", new SetNumber(SESSIONS, 5), "capacity: {a: 1, maxConcurrentSessions: 5,}\n");
        edit("""
                capacity:   # room
                x: 1
                """, new SetNumber(SESSIONS, 5), """
                capacity:   # room
                  maxConcurrentSessions: 5
                x: 1
                """);
        edit("""
                capacity: ~  # room
                x: 1
                """, new SetNumber(SESSIONS, 5), """
                capacity:  # room
                  maxConcurrentSessions: 5
                x: 1
                """);
        edit("x: {capacity: }\n", new SetNumber("x." + SESSIONS, 5), "x: {capacity: {maxConcurrentSessions: 5} }\n");
        edit("machine: {id: m}", new SetNumber(SESSIONS, 5), """
                machine: {id: m}
                capacity:
                  maxConcurrentSessions: 5
                """);
        edit(
                "{machine: {id: m}}",
                new SetNumber(SESSIONS, 5),
                "{machine: {id: m}, capacity: {maxConcurrentSessions: 5}}");
    }

    @Test
    void aNewMapIsIndentedAsTheFileIs() throws Exception {
        edit("""
                machine:
                    id: m
                projects:
                - id: a
                  repository: r

                # end
                """, new SetNumber("kit.limits.seconds", 5), """
                machine:
                    id: m
                projects:
                - id: a
                  repository: r
                kit:
                    limits:
                        seconds: 5

                # end
                """);
    }

    @Test
    void aFileWithoutAValueGetsItsFirst() throws Exception {
        edit("", new SetText("machine.id", "m"), """
                machine:
                  id: m
                """);
        edit("# only this", new SetText("machine.id", "m"), """
                # only this
                machine:
                  id: m
                """);
        edit("""
                ---
                # only this
                """, new SetText("machine.id", "m"), """
                ---
                # only this
                machine:
                  id: m
                """);
    }

    @Test
    void aTextKeepsItsQuotesAndGetsThemWhereItNeedsThem() throws Exception {
        edit("machine: {id: 'a'}", new SetText("machine.id", "b"), "machine: {id: 'b'}");
        edit("machine: {id: \"a\"}", new SetText("machine.id", "b"), "machine: {id: \"b\"}");
        edit("machine: {id: 'a'}", new SetText("machine.id", "b\n"), "machine: {id: \"b\\n\"}");
        edit("""
                machine:
                  id: a
                """, new SetText("machine.id", "https://x.example/#y"), """
                machine:
                  id: https://x.example/#y
                """);
        edit("""
                machine:
                  id: a
                """, new SetText("machine.id", "x #y"), """
                machine:
                  id: 'x #y'
                """);
        edit("""
                machine:
                  id: a
                """, new SetText("machine.id", "007"), """
                machine:
                  id: '007'
                """);
        edit("""
                machine:
                  id: a
                """, new SetText("machine.id", ""), """
                machine:
                  id: ''
                """);
        edit("machine: {id: a}\n", new SetText("machine.id", "${A}, b"), "machine: {id: '${A}, b'}\n");
        edit("""
                machine:
                  id: a
                """, new SetText("machine.id", "two\nlines\u0000é"), "machine:\n  id: \"two\\nlines\\0é\"\n");
    }

    @Test
    void aTextOfSeveralLinesGoesAsAWhole() throws Exception {
        edit("""
                machine:
                  id: |- # name
                    two
                    lines

                  region: r
                """, new SetText("machine.id", "m"), """
                machine:
                  id: m # name

                  region: r
                """);
        edit("""
                machine:
                  id: two
                    lines # name
                  region: r
                """, new SetText("machine.id", "m"), """
                machine:
                  id: m # name
                  region: r
                """);
        edit("""
                machine:
                  id: >
                    two
                """, new SetText("machine.region", "r"), """
                machine:
                  id: >
                    two
                  region: r
                """);
        edit("""
                machine:
                  id: |+
                    two


                # c
                """, new SetText("machine.region", "r"), """
                machine:
                  id: |+
                    two


                  region: r
                # c
                """);
    }

    @Test
    void lineBreaksAreThoseOfTheFile() throws Exception {
        edit(
                "capacity:\r\n  a: 1 # c\r\nx: 1\r\n",
                new SetNumber(SESSIONS, 5),
                "capacity:\r\n  a: 1 # c\r\n  maxConcurrentSessions: 5\r\nx: 1\r\n");
        edit("projects: []\r\n", new AddProject("a", "r", ""), "projects:\r\n  - id: a\r\n    repository: r\r\n");
    }

    @Test
    void aKeyIsTakenOutWithItsLine() throws Exception {
        edit("""
                capacity:
                  # before
                  maxConcurrentSessions: 4 # four
                  # after
                  x: 1
                """, new Remove(SESSIONS), """
                capacity:
                  # before
                  # after
                  x: 1
                """);
        edit("""
                capacity:
                  maxConcurrentSessions: 4
                x: 1
                """, new Remove(SESSIONS), """
                capacity:
                x: 1
                """);
        edit("capacity: {maxConcurrentSessions: 4}\n", new Remove(SESSIONS), "capacity: {}\n");
        edit("capacity: {maxConcurrentSessions: 4, x: 1}\n", new Remove(SESSIONS), "capacity: {x: 1}\n");
        edit("capacity: {x: 1, maxConcurrentSessions: 4}\n", new Remove(SESSIONS), "capacity: {x: 1}\n");
        edit("""
                capacity: {
                  x: 1, # one
                  maxConcurrentSessions: 4 # four
                }
                """, new Remove(SESSIONS), """
                capacity: {
                  x: 1, # one
                   # four
                }
                """);
        edit("""
                kit:
                  limits:
                    seconds: 1
                    mb: 2
                  scanPaths: [a]
                """, new Remove("kit.limits"), """
                kit:
                  scanPaths: [a]
                """);
        edit("""
                machine:
                  id: |
                    a

                  region: r
                """, new Remove("machine.id"), """
                machine:
                  region: r
                """);
    }

    @Test
    void aProjectIsAddedInTheStyleOfTheOthers() throws Exception {
        AddProject add = new AddProject("b", "https://h/o/b", "full");
        edit("""
                projects:
                  - id: a
                    repository: r # c
                    git: {sshKey: k}
                # end
                x: 1
                """, add, """
                projects:
                  - id: a
                    repository: r # c
                    git: {sshKey: k}
                  - id: b
                    repository: https://h/o/b
                    cloneStrategy: full
                # end
                x: 1
                """);
        edit("""
                projects:
                - {id: a, repository: r} # c
                x: 1
                """, add, """
                projects:
                - {id: a, repository: r} # c
                - {id: b, repository: 'https://h/o/b', cloneStrategy: full}
                x: 1
                """);
        edit(
                "projects: [{id: a, repository: r}] # c\n",
                add,
                "projects: [{id: a, repository: r}, {id: b, repository: 'https://h/o/b', cloneStrategy: full}] # c\n");
        edit("""
                projects:
                  -   # first
                    id: a
                    repository: r
                """, add, """
                projects:
                  -   # first
                    id: a
                    repository: r
                  - id: b
                    repository: https://h/o/b
                    cloneStrategy: full
                """);
    }

    @Test
    void theFirstProjectBeginsTheList() throws Exception {
        String entry = """
                  - id: b
                    repository: r
                """;
        AddProject add = new AddProject("b", "r", "");
        edit("""
                projects: []  # none
                x: 1
                """, add, "projects:  # none\n" + entry + "x: 1\n");
        edit("""
                projects:
                #  - id: example
                x: 1
                """, add, "projects:\n" + entry + """
                #  - id: example
                x: 1
                """);
        edit("projects: null\n", add, "projects:\n" + entry);
        edit("""
                x: 1

                # end
                """, add, """
                x: 1
                projects:
                """ + entry + """

                # end
                """);
        edit("{x: 1, projects: []}", add, "{x: 1, projects: [{id: b, repository: r}]}");
        edit("{x: 1}", add, "{x: 1, projects: [{id: b, repository: r}]}");
    }

    @Test
    void aProjectThatIsThereKeepsEverythingElse() throws Exception {
        edit("""
                projects:
                  - id: a # name
                    repository: r
                    git: {sshKey: k} # key
                    extra: 1
                """, new AddProject("a", "s", "full"), """
                projects:
                  - id: a # name
                    repository: s
                    git: {sshKey: k} # key
                    extra: 1
                    cloneStrategy: full
                """);
        edit("""
                projects:
                  - {id: a, repository: r, cloneStrategy: full}
                """, new AddProject("", "r", "shallow"), """
                projects:
                  - {id: a, repository: r, cloneStrategy: shallow}
                """);
        // The default is not written where nothing else stands.
        edit("""
                projects:
                  - {id: a, repository: r}
                """, new AddProject("a", "r", "shallow"), """
                projects:
                  - {id: a, repository: r}
                """);
        edit(
                "projects: [{id: a, repository: r}]\n",
                new AddProject("", "https://h/o/r", ""),
                "projects: [{id: a, repository: r}, {id: o-r, repository: 'https://h/o/r'}]\n");
        edit(
                "projects: [{id: o-r, repository: r}]\n",
                new AddProject("", "https://h/o/r", ""),
                "projects: [{id: o-r, repository: r}, {id: o-r-2, repository: 'https://h/o/r'}]\n");
    }

    @Test
    void theOldNameOfARepositoryBecomesTheNewOneInAnEntryThatIsTouched() throws Exception {
        edit("""
                projects:
                  - repoUrl: r # here
                    id: a
                  - id: b
                    repoUrl: q
                """, new AddProject("a", "r", ""), """
                projects:
                  - repository: r # here
                    id: a
                  - id: b
                    repoUrl: q
                """);
        edit("""
                projects:
                  - id: b
                    repoUrl: q
                """, new AddProject("b", "s", ""), """
                projects:
                  - id: b
                    repository: s
                """);
        edit("""
                projects:
                  - id: b
                    repoUrl: q # old
                    repository: s
                """, new AddProject("b", "s", ""), """
                projects:
                  - id: b
                    repository: s
                """);
        edit("""
                projects:
                  - repoUrl: q
                    repository: s
                    id: b
                """, new AddProject("b", "s", ""), """
                projects:
                  - repository: s
                    id: b
                """);
        edit("""
                projects:
                  - id: b
                    repoUrl: q
                    repository:
                """, new AddProject("b", "q", ""), """
                projects:
                  - id: b
                    repository: q
                """);
    }

    @Test
    void allEntriesOfAProjectGo() throws Exception {
        edit("""
                projects:
                  # first
                  - id: a
                    repository: r # c
                    git:
                      sshKey: k
                  # second
                  - id: b
                    repository: s
                  - {id: a, repository: t}
                # end
                """, new RemoveProject("a"), """
                projects:
                  # first
                  # second
                  - id: b
                    repository: s
                # end
                """);
        edit("""
                projects:   # mine
                  - id: a
                    repository: r
                x: 1
                """, new RemoveProject("a"), """
                projects: []   # mine
                x: 1
                """);
        edit(
                "projects: [{id: a, repository: r}, {id: b, repository: s}]\n",
                new RemoveProject("a"),
                "projects: [{id: b, repository: s}]\n");
        edit(
                "projects: [{id: b, repository: s}, {id: a, repository: r}]\n",
                new RemoveProject("a"),
                "projects: [{id: b, repository: s}]\n");
        edit("projects: [{id: a, repository: r}]\n", new RemoveProject("a"), "projects: []\n");
        edit("projects: []\n", new RemoveProject("a"), "projects: []\n");
        edit("x: 1\n", new RemoveProject("a"), "x: 1\n");
    }

    @Test
    void whatIsSharedIsNotChanged() {
        refuses("""
                capacity: &c
                  maxConcurrentSessions: 4
                x: *c
                """, new SetNumber(SESSIONS, 5), "line 1: capacity is shared with another place by the anchor \"c\"");
        refuses("""
                x: &c {maxConcurrentSessions: 4}
                capacity: *c
                """, new SetNumber(SESSIONS, 5), "line 2: capacity is shared");
        refuses("""
                x: &n 4
                y: *n
                """, new SetNumber("x", 5), "line 1: x is shared");
        refuses("""
                projects:
                  - &p {id: a, repository: r}
                  - {<<: *p, id: b}
                """, new AddProject("a", "s", ""), "line 2: projects[0] is shared");
        refuses("""
                projects:
                  - &p {id: a, repository: r}
                  - {<<: *p, id: b}
                """, new RemoveProject("a"), "cannot be changed without touching something else");
        refuses("""
                x: &c {maxConcurrentSessions: 4}
                capacity: {<<: *c}
                """, new Remove(SESSIONS), "cannot be changed without touching something else");
    }

    @Test
    void anAliasGivesWayToAValueOfItsOwn() throws Exception {
        edit("""
                x: &n 4
                capacity:
                  maxConcurrentSessions: *n # c
                """, new SetNumber(SESSIONS, 5), """
                x: &n 4
                capacity:
                  maxConcurrentSessions: 5 # c
                """);
        edit("""
                x: &c {maxConcurrentSessions: 4}
                capacity: {<<: *c}
                """, new SetNumber(SESSIONS, 5), """
                x: &c {maxConcurrentSessions: 4}
                capacity: {<<: *c, maxConcurrentSessions: 5}
                """);
    }

    @Test
    void whatIsNotAMapIsNotMadeOne() {
        refuses("capacity: [1]\n", new SetNumber(SESSIONS, 5), "line 1: capacity must be a map of keys to values");
        refuses("capacity: x\n", new SetNumber(SESSIONS, 5), "line 1: capacity must be a map of keys to values");
        refuses("""
                a: 1
                capacity: {x: 1}
                """, new SetNumber("capacity", 5), "line 2: capacity is a map, not a text or number");
        refuses("projects: {a: b}\n", new AddProject("a", "r", ""), "line 1: projects must be a list");
        refuses("""
                a: 1
                ---
                b: 2
                """, new SetNumber("a", 2), "the file holds several documents");
        refuses("a: 1\n", new SetNumber("a..b", 2), "\"a..b\" is no key");
    }
}
