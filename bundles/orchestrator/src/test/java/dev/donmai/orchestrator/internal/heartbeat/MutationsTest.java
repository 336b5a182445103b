package dev.donmai.orchestrator.internal.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.config.ConfigEdit;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.orchestrator.internal.Daemon;
import dev.donmai.orchestrator.internal.platform.BeatRequest.MutationFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operations of {@code orchestrator.md} §7. */
class MutationsTest {

    private final Daemon daemon = new Daemon();
    private final Acknowledgements owed = new Acknowledgements();
    private final Mutations mutations = new Mutations(daemon.configuration);

    @BeforeEach
    void allow() {
        daemon.allow("web=github.com/acme/web", "twice=x/a", "twice=x/b");
    }

    private void apply(String... envelopes) throws Exception {
        List<JsonNode> pending = new ArrayList<>();
        for (String envelope : envelopes) {
            pending.add(Json.mapper().readTree(envelope));
        }
        mutations.apply(pending, owed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            project.add    | {"id":"docs","repository":"github.com/example/docs"}            | changed
            project.add    | {"id":" docs ","repository":"x","unknown":1}                    | changed
            project.add    | {"id":"web","repository":"github.com/acme/web"}                 | unchanged
            project.add    | {"id":"web","repository":"https://GitHub.com/acme/web.git"}     | unchanged
            project.add    | {"id":"web","repository":"github.com/evil/web"}                 | project.add: "web" is another repository here; remove it first
            project.add    | {"id":"docs"}                                                   | project.add requires id + repository
            project.add    | {"repository":"x"}                                              | project.add requires id + repository
            project.add    | null                                                            | project.add requires id + repository
            project.remove | {"id":"web"}                                                    | changed
            project.remove | {"id":"twice"}                                                  | changed
            project.remove | {"id":"unknown"}                                                | unchanged
            project.remove | {}                                                              | project.remove requires id
            project.remove | null                                                            | project.remove requires id
            project.enable | {"id":"web"}                                                    | unsupported mutation op "project.enable" (upgrade daemon?)
            ''             | {}                                                              | unsupported mutation op "" (upgrade daemon?)
            """)
    void doesAsTheTableSays(String op, String params, String outcome) throws Exception {
        List<Project> before = daemon.config.projects();
        apply("{\"id\":\"mut_1\",\"op\":\"" + op + "\",\"params\":" + params + "}");
        if (outcome.endsWith("changed")) {
            assertThat(owed.owed().applied()).containsExactly("mut_1");
        } else {
            assertThat(owed.owed().failed()).containsExactly(new MutationFailure("mut_1", outcome));
        }
        assertThat(daemon.config.projects().equals(before)).isEqualTo(!outcome.equals("changed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":"m","op":"project.add"}                                  | decode params: there are none
            {"id":"m","op":"project.add","params":"text"}                  | decode params: *
            {"id":"m","op":"project.add","params":{"id":7}}                | decode params: *
            """)
    void saysWhichParametersItDoesNotUnderstand(String envelope, String error) throws Exception {
        apply(envelope);
        assertThat(owed.owed().failed())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error()).startsWith(error.replace("*", "")));
    }

    @Test
    void oneThatFailsDoesNotStopTheRest() throws Exception {
        apply(
                "{\"id\":\"m1\",\"op\":\"nonsense\"}",
                "{\"no\":\"id\"}",
                "{\"id\":\"m2\",\"op\":\"project.remove\",\"params\":{\"id\":\"web\"}}");
        assertThat(owed.owed().applied()).containsExactly("m2");
        assertThat(owed.owed().failed()).extracting(MutationFailure::id).containsExactly("m1");
        assertThat(daemon.edits).containsExactly(new ConfigEdit.RemoveProject("web"));
    }

    @Test
    void whatCannotBeWrittenIsNotInForce() throws Exception {
        daemon.readOnly = "/s/daemon.yaml: No space left on device";
        List<Project> before = daemon.config.projects();
        String add = "{\"id\":\"m\",\"op\":\"project.add\",\"params\":{\"id\":\"docs\",\"repository\":\"x\"}}";
        apply(add);
        assertThat(owed.owed().failed())
                .containsExactly(new MutationFailure("m", "write config: /s/daemon.yaml: No space left on device"));
        assertThat(daemon.config.projects()).isEqualTo(before);
        daemon.readOnly = "";
        apply(add);
        assertThat(owed.owed().applied()).containsExactly("m");
        assertThat(owed.owed().failed()).isEmpty();
    }

    @Test
    void theMachinesOwnerMayForbidThem() throws Exception {
        daemon.configure("{\"orchestrator\":{\"allowMutations\":false}}");
        apply("{\"id\":\"m\",\"op\":\"project.add\",\"params\":{\"id\":\"docs\",\"repository\":\"x\"}}");
        assertThat(owed.owed().failed())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("orchestrator.allowMutations"));
        assertThat(daemon.edits).isEmpty();
    }

    @Test
    void theRecordOfAMutationHasNoPassword() throws Exception {
        Mutations.Mutation mutation = Json.read(
                "{\"id\":\"m\",\"op\":\"project.add\",\"params\":{\"id\":\"a\",\"repository\":"
                        + "\"https://bot:hunter2@host/x\"},\"requestedBy\":\"ann\"}",
                Mutations.Mutation.class);
        assertThat(Mutations.audit(mutation)).contains("https://host/x", "ann").doesNotContain("hunter2");
    }

    @Test
    void acknowledgementsAreBounded() {
        for (int i = 0; i < Acknowledgements.MOST + 10; i++) {
            owed.applied("m" + i);
        }
        assertThat(owed.owed().applied())
                .hasSize(Acknowledgements.MOST)
                .doesNotContain("m0")
                .contains("m1009");
    }
}
