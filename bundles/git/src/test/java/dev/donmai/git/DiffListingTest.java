package dev.donmai.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.git.ChangedFile.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffListingTest {
    private static final String RAW =
            ":100644 100644 aaaa bbbb M\0a.txt\0:100644 100644 aaaa bbbb R087\0old name\0new\tname\0"
                    + ":100644 000000 aaaa 0000 D\0gone\0:000000 100644 0000 bbbb A\0bin\0";
    private static final String NUMBERS = "3\t1\ta.txt\0" + "2\t0\t\0old name\0new\tname\0" + "0\t7\tgone\0-\t-\tbin\0";

    @Test
    void statusAndNumbersAreJoinedByPath() {
        assertThat(DiffListing.parse(RAW + NUMBERS))
                .containsExactly(
                        new ChangedFile("a.txt", "", Status.MODIFIED, 3, 1),
                        new ChangedFile("new\tname", "old name", Status.RENAMED, 2, 0),
                        new ChangedFile("gone", "", Status.DELETED, 0, 7),
                        new ChangedFile("bin", "", Status.ADDED, -1, -1));
    }

    @Test
    void aListingThatIsCutOffGivesTheFilesBeforeTheCut() {
        List<String> all =
                DiffListing.parse(RAW + NUMBERS).stream().map(ChangedFile::path).toList();
        String listing = RAW + NUMBERS;
        for (int cut = 0; cut <= listing.length(); cut++) {
            List<String> paths = DiffListing.parse(listing.substring(0, cut)).stream()
                    .map(ChangedFile::path)
                    .toList();
            assertThat(paths).isEqualTo(all.subList(0, paths.size()));
            assertThat(cut < RAW.length() || paths.equals(all)).isTrue();
        }
    }

    @Test
    void nothingIsNoFile() {
        assertThat(DiffListing.parse("")).isEmpty();
    }
}
