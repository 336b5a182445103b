package dev.donmai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The public surface of the contracts is a file that reviews read. */
class PublicApiTest {

    private static final Path FILE = Path.of("api.txt");
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void isTheOneOfTheFileAndItsVersionsSayWhatHasChanged() throws Exception {
        ApiDump now = ApiDump.of(CLASSES);
        ApiDump reviewed = Files.exists(FILE) ? ApiDump.parse(Files.readAllLines(FILE)) : ApiDump.parse(List.of());
        assertThat(VersionStep.faults(reviewed, now))
                .as("versions in package-info.java")
                .isEmpty();
        if (Boolean.getBoolean("api.write")) {
            Files.write(FILE, now.text());
        }
        assertThat(now.text())
                .as("bundles/api/api.txt; when the change is meant: ./mvnw -pl bundles/api test -Dtest=PublicApiTest"
                        + " -Dapi.write=true, and commit the file")
                .isEqualTo(Files.readAllLines(FILE));
    }

    @Test
    void saysOfEveryInterfaceWhoImplementsIt() throws Exception {
        assertThat(ApiDump.of(CLASSES).text())
                .filteredOn(line -> line.contains(" interface ") && !line.startsWith("    "))
                .filteredOn(line -> !line.contains("sealed"))
                .allMatch(line -> line.startsWith("@ConsumerType ") || line.startsWith("@ProviderType "));
    }
}
