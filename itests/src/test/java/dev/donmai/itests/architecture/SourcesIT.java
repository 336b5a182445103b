package dev.donmai.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.donmai.itests.support.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Names, null marks and the words that open each package. */
class SourcesIT {

    private static final JavaClasses CLASSES = BuiltJars.classes();

    /** A credential helper is what git calls one. */
    private static final Set<String> TERMS = Set.of("CredentialHelper");

    private static final Pattern VAGUE = Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl|Common)");

    /** A class of the API that decodes, calls and encodes fits on a few screens. */
    private static final int RESOURCE_LINES = 250;

    @Test
    void noClassHasANameThatSaysNothing() {
        assertThat(CLASSES.stream()
                        .filter(type -> VAGUE.matcher(type.getSimpleName()).matches())
                        .filter(type -> !TERMS.contains(type.getSimpleName())))
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> packages = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        CLASSES.forEach(type -> {
            packages.add(type.getPackageName());
            if (type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class)) {
                marked.add(type.getPackageName());
            }
        });
        assertThat(marked).isEqualTo(packages);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        assertThat(mainSources("package-info.java"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file))
                        .contains("/**")
                        .matches(
                                text -> text.indexOf("/**") < text.indexOf("\npackage "),
                                "has its Javadoc before the package"));
    }

    @Test
    void resourcesOfTheApiStaySmall() throws IOException {
        Map<String, Long> lines = new TreeMap<>();
        for (Path file : mainSources("Resource.java")) {
            try (Stream<String> text = Files.lines(file)) {
                lines.put(String.valueOf(file.getFileName()), text.count());
            }
        }
        assertThat(lines).isNotEmpty();
        assertThat(lines.values()).as("lines of %s", lines).allMatch(count -> count <= RESOURCE_LINES);
    }

    private static List<Path> mainSources(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : List.of("bundles", "providers", "launcher", "itests/stand-in")) {
            try (Stream<Path> files = Files.walk(Checkout.root().resolve(folder))) {
                files.filter(file -> file.toString().contains("/src/main/java/")
                                && file.toString().endsWith(ending))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
