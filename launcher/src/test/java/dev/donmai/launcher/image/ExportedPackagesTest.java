package dev.donmai.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedPackagesTest {

    @TempDir
    Path directory;

    @Test
    void keepsNamesAndVersionsOfAnExportHeader() {
        String header = "a.b;version=\"1.2\";uses:=\"c,d;x\",c;d;version=2;x-internal:=true,e";

        assertThat(ExportedPackages.clauses(header)).containsExactly("a.b;version=\"1.2\"", "c;d;version=2", "e");
    }

    @Test
    void takesWhatABundleExportsAndNothingElse() throws IOException {
        Path jar = jar("x.api;version=\"1.0\"", "x/api/A.class", "x/internal/B.class");

        assertThat(ExportedPackages.ofLibrary(jar)).isEqualTo("x.api;version=\"1.0\"");
    }

    @Test
    void takesEveryPackageOfAJarThatIsNoBundle() throws IOException {
        Path jar = jar(
                "", "x/b/B.class", "x/a/A.class", "x/a/C.class", "META-INF/versions/21/x/v/V.class", "x/data/d.txt");

        assertThat(ExportedPackages.ofLibrary(jar)).isEqualTo("x.a,x.b");
    }

    private Path jar(String exported, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!exported.isEmpty()) {
            manifest.getMainAttributes().putValue("Export-Package", exported);
        }
        Path file = directory.resolve("library.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new ZipEntry(entry));
                jar.closeEntry();
            }
        }
        return file;
    }
}
