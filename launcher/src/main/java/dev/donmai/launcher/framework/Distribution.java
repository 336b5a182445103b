package dev.donmai.launcher.framework;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The installed program: a folder with {@code bin}, {@code lib}, {@code bundles}, {@code providers} and {@code share}.
 *
 * @param home the folder
 * @param version version of the program
 * @param systemPackages packages of the platform that bundles may import
 * @param extraPackages packages of the class path that bundles may import
 * @param core the daemon's own bundles
 * @param providers JARs of the providers that come with the program
 * @param ownJars SHA-256 digests of its JARs, as the build wrote them down
 */
public record Distribution(
        Path home,
        String version,
        String systemPackages,
        String extraPackages,
        List<CoreBundle> core,
        List<Path> providers,
        Set<String> ownJars) {

    /** Name of the list of digests that the build writes into {@code lib}, as {@code sha256sum} reads it. */
    public static final String DIGESTS = "SHA256SUMS";

    /** Name of the description that the build writes into {@code lib}. */
    public static final String DESCRIPTION = "distribution.properties";

    /** Keys of the description. */
    public static final String VERSION = "version";

    public static final String SYSTEM_PACKAGES = "system.packages";
    public static final String EXTRA_PACKAGES = "system.packages.extra";
    public static final String BUNDLE = "bundle.";

    public Distribution {
        core = List.copyOf(core);
        providers = List.copyOf(providers);
        ownJars = Set.copyOf(ownJars);
    }

    /**
     * The distribution this class was loaded from, or the one the system property {@code donmai.home} names.
     *
     * @throws BootException when there is none; the message says where it was looked for
     */
    public static Distribution locate() throws BootException {
        String named = System.getProperty("donmai.home", "");
        return read(named.isEmpty() ? ownHome() : Path.of(named));
    }

    /** Reads the distribution in a folder. */
    static Distribution read(Path folder) throws BootException {
        Path home = folder.toAbsolutePath().normalize();
        Path description = home.resolve("lib").resolve(DESCRIPTION);
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(description)) {
            properties.load(in);
        } catch (IOException e) {
            throw new BootException(
                    "no Donmai distribution at " + home + " (" + description
                            + " cannot be read): start bin/donmai of a built one, or set -Ddonmai.home",
                    e);
        }
        List<CoreBundle> core = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(BUNDLE)) {
                core.add(new CoreBundle(key.substring(BUNDLE.length()), home.resolve(properties.getProperty(key))));
            }
        }
        core.sort((a, b) -> a.symbolicName().compareTo(b.symbolicName()));
        return new Distribution(
                home,
                properties.getProperty(VERSION, ""),
                properties.getProperty(SYSTEM_PACKAGES, ""),
                properties.getProperty(EXTRA_PACKAGES, ""),
                core,
                jars(home.resolve("providers")),
                digests(home.resolve("lib").resolve(DIGESTS)));
    }

    /** A JAR whose manifest holds the class path of a worker. */
    public Path workerJar() {
        return home.resolve("lib").resolve("donmai-agent.jar");
    }

    /** The agent that {@code quickstart} runs. */
    public Path quickstartAgent() {
        return home.resolve("share").resolve("quickstart-agent.sh");
    }

    /** The program's script. */
    public Path script() {
        return home.resolve("bin").resolve("donmai");
    }

    private static Path ownHome() throws BootException {
        Optional<URL> source = Optional.ofNullable(
                        Distribution.class.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation);
        if (source.isEmpty()) {
            throw new BootException("cannot tell where Donmai was loaded from: set -Ddonmai.home");
        }
        try {
            Path lib = Path.of(source.get().toURI()).getParent();
            Path home = lib == null ? null : lib.getParent();
            if (home == null) {
                throw new BootException(
                        "Donmai was loaded from " + lib + ", not from a distribution: set -Ddonmai.home");
            }
            return home;
        } catch (URISyntaxException e) {
            throw new BootException("cannot tell where Donmai was loaded from: set -Ddonmai.home", e);
        }
    }

    private static Set<String> digests(Path list) throws BootException {
        try (Stream<String> lines = Files.lines(list)) {
            return lines.map(line -> line.split(" ", 2)[0]).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            throw new BootException("the digests of the distribution " + list + " cannot be read: build it again", e);
        }
    }

    private static List<Path> jars(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            jars.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the providers in " + folder, e);
        }
        found.sort(null);
        return found;
    }
}
