package dev.donmai.itests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says about itself.
 *
 * @param jar the bundle
 * @param symbolicName its name
 * @param exported packages it exports
 * @param imported packages it imports, dynamic ones too
 */
record BundleManifest(Path jar, String symbolicName, List<String> exported, List<String> imported) {

    static BundleManifest of(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes main = file.getManifest().getMainAttributes();
            List<String> imported = new ArrayList<>(packages(main.getValue("Import-Package")));
            imported.addAll(packages(main.getValue("DynamicImport-Package")));
            String name = main.getValue("Bundle-SymbolicName");
            return new BundleManifest(
                    jar,
                    name == null ? "" : name.split(";", 2)[0],
                    packages(main.getValue("Export-Package")),
                    imported);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    boolean isBundle() {
        return !symbolicName.isEmpty();
    }

    /** The names before the attributes of each clause; commas within quotes separate nothing. */
    private static List<String> packages(@Nullable String header) {
        List<String> names = new ArrayList<>();
        if (header == null) {
            return names;
        }
        for (String clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            for (String part : clause.split(";", -1)) {
                if (!part.contains("=")) {
                    names.add(part.strip());
                }
            }
        }
        return names;
    }
}
