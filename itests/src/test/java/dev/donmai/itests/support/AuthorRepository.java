package dev.donmai.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A Maven repository with what this build has made for authors of providers, in front of the one of the machine. */
public final class AuthorRepository {

    private static final String VERSION = "0.1.0-SNAPSHOT";

    /** Where each artefact is built; those without a JAR are parents. */
    private static final Map<String, String> MODULES = Map.of(
            "donmai", "",
            "donmai-bundles", "bundles",
            "donmai-api", "bundles/api",
            "donmai-files", "bundles/files",
            "donmai-process", "bundles/process",
            "donmai-providers", "providers",
            "donmai-provider-tck", "providers/tck",
            "donmai-provider-archetype", "providers/archetype");

    private AuthorRepository() {}

    /** Makes it; what Maven has to be told to use it. */
    public static String install(Path directory) throws IOException {
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            String artifact = module.getKey();
            Path source = Checkout.root().resolve(module.getValue());
            Path target = Files.createDirectories(directory.resolve("dev/donmai/" + artifact + "/" + VERSION));
            String name = artifact + "-" + VERSION;
            Files.copy(source.resolve("pom.xml"), target.resolve(name + ".pom"));
            Path jar = source.resolve("target").resolve(name + ".jar");
            if (Files.exists(jar)) {
                Files.copy(jar, target.resolve(name + ".jar"));
            }
        }
        Path machine = Path.of(System.getProperty("donmai.maven.repository", ""));
        // All other plugins have just been used by this build.
        boolean complete = Files.isDirectory(machine.resolve("org/apache/maven/plugins/maven-archetype-plugin/3.4.1"));
        return (complete ? "-o " : "") + "-Dmaven.repo.local=" + directory + " -Dmaven.repo.local.tail=" + machine;
    }
}
