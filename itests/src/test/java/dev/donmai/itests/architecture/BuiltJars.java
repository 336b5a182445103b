package dev.donmai.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.donmai.itests.support.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The JARs of the distribution that we build. */
final class BuiltJars {

    private static final String PREFIX = "donmai-";

    private BuiltJars() {}

    /** Core bundles, libraries, worker, launcher and providers. */
    static List<Path> all() {
        return Stream.of("bundles", "lib", "providers")
                .flatMap(folder -> list(Checkout.distribution().resolve(folder)))
                .filter(BuiltJars::hasClasses)
                .sorted()
                .toList();
    }

    /** Every class in them that is ours; what a provider embeds of other rooms counts as theirs. */
    static JavaClasses classes() {
        JavaClasses found = new ClassFileImporter()
                .withImportOption(location -> location.contains("!/dev/donmai/"))
                .importJars(all().stream().map(BuiltJars::open).toList());
        if (found.isEmpty()) {
            throw new IllegalStateException("no classes in " + all());
        }
        return found;
    }

    private static JarFile open(Path jar) {
        try {
            return new JarFile(jar.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> String.valueOf(file.getFileName()).startsWith(PREFIX)
                            && file.toString().endsWith(".jar"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JAR that only names a class path has none. */
    private static boolean hasClasses(Path jar) {
        try (JarFile file = open(jar)) {
            return file.stream().anyMatch(entry -> entry.getName().endsWith(".class"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }
}
