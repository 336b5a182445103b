package dev.donmai.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.model.session.SessionFile.PinnedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSweepTest {

    @TempDir
    Path dir;

    private Path sessions;
    private ContentStore store;
    private PinnedFile installed;
    private PinnedFile named;
    private PinnedFile unused;

    @BeforeEach
    void setUp() throws Exception {
        sessions = dir.resolve("sessions");
        store = new ContentStore(dir.resolve("store"));
        installed = store.add(Files.writeString(dir.resolve("a"), "installed"));
        named = store.add(Files.writeString(dir.resolve("b"), "named"));
        unused = store.add(Files.writeString(dir.resolve("c"), "unused"));
        session(
                "s1",
                "{\"spec\":{},\"runtime\":{\"id\":\"x\",\"files\":[{\"path\":\"" + named.path() + "\",\"sha256\":\""
                        + named.sha256() + "\"}]}}");
        session("s2", "{\"spec\":{}}");
        Files.createDirectories(sessions.resolve("without-a-file"));
    }

    @Test
    void keepsWhatSessionsNameAndWhatIsInstalled() throws Exception {
        assertThat(sweep()).isOne();
        assertThat(Path.of(unused.path())).doesNotExist();
        assertThat(Path.of(named.path())).hasContent("named");
        assertThat(Path.of(installed.path())).hasContent("installed");
        assertThat(sweep()).isZero();
    }

    @Test
    void keepsTheProvidersOfEveryFamilyThatASessionNames() throws Exception {
        String pinned = "{\"id\":\"x\",\"files\":[{\"path\":\"" + unused.path() + "\",\"sha256\":\"" + unused.sha256()
                + "\"}]}";
        for (String family : new String[] {"vcs", "issueTracker"}) {
            session("s4", "{\"spec\":{},\"" + family + "\":" + pinned + "}");
            assertThat(sweep()).isZero();
        }
    }

    @Test
    void removesNothingWhenASessionCannotBeRead() throws Exception {
        session("s3", "{\"spec\":");
        assertThatThrownBy(this::sweep).isInstanceOf(IOException.class).hasMessageContaining("s3");
        assertThat(Path.of(unused.path())).exists();
    }

    @Test
    void repairsAFileWhoseContentIsNotWhatItsNameSays() throws Exception {
        Files.writeString(Path.of(unused.path()), "torn");
        assertThat(store.add(dir.resolve("c"))).isEqualTo(unused);
        assertThat(Path.of(unused.path())).hasContent("unused");
    }

    private int sweep() throws IOException {
        return new StoreSweep(store, sessions).sweep(Set.of(installed.sha256()));
    }

    private void session(String id, String json) throws IOException {
        Files.writeString(Files.createDirectories(sessions.resolve(id)).resolve("session.json"), json);
    }
}
