package dev.donmai.trust.internal;

import dev.donmai.trust.internal.JarSignature.Broken;
import dev.donmai.trust.internal.JarSignature.None;
import dev.donmai.trust.internal.JarSignature.Signer;
import dev.donmai.trust.internal.JarSignature.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Reads the signature of a JAR to the end. The JDK checks an entry only when it has been read, takes an unsigned one beside
 * signed ones for granted, and does not miss one that was taken out: so all of that is looked at here. Algorithms that the
 * JDK has disabled ({@code jdk.jar.disabledAlgorithms}) count as no signature to it.
 */
final class SignedJar {

    private static final String FOLDER = "META-INF/";
    private static final String MAIN_ATTRIBUTES = "-Digest-Manifest-Main-Attributes";

    /** More than any provider holds: what unpacks to more is not read to its end. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int CHUNK = 64 * 1024;

    private final JarFile jar;
    private final Set<String> names = new HashSet<>();
    private Optional<Set<CodeSigner>> common = Optional.empty();
    private long bytes;

    private SignedJar(JarFile jar) {
        this.jar = jar;
    }

    /**
     * Reads the signature of a file.
     *
     * @throws IOException when it is no JAR, or cannot be read
     */
    static JarSignature read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            return new SignedJar(jar).read();
        } catch (SecurityException e) {
            return new Broken("its content is not what was signed: " + e.getMessage());
        }
    }

    private JarSignature read() throws IOException {
        List<JarEntry> entries = Collections.list(jar.entries());
        List<JarEntry> signatures = entries.stream()
                .filter(entry -> isSignature(entry.getName()) && upper(entry).endsWith(".SF"))
                .toList();
        if (signatures.isEmpty()) {
            return new None();
        }
        for (JarEntry entry : entries) {
            Optional<Broken> broken = readEntry(entry);
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            return new Broken("the signed entry " + missing.get() + " has been taken out");
        }
        for (JarEntry signature : signatures) {
            if (!coversMainAttributes(signature)) {
                return new Broken(
                        signature.getName() + " does not cover the head of the manifest; sign the JAR with jarsigner");
            }
        }
        List<Signer> signers = new ArrayList<>();
        common.orElse(Set.of()).forEach(signer -> signer(signer).ifPresent(signers::add));
        return signers.isEmpty()
                ? new Broken("no signer has signed all of it, or its algorithm is not accepted any more")
                : new Whole(signers);
    }

    private Optional<Broken> readEntry(JarEntry entry) throws IOException {
        String name = entry.getName();
        if (!names.add(name)) {
            return Optional.of(new Broken("the entry " + name + " is there twice"));
        }
        if (entry.isDirectory()) {
            return Optional.empty();
        }
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = jar.getInputStream(entry)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                bytes += n;
                if (bytes > MOST_BYTES) {
                    return Optional.of(new Broken("it unpacks to more than " + (MOST_BYTES >> 20) + " MiB"));
                }
            }
        }
        if (isSignature(name) || name.equals(JarFile.MANIFEST_NAME)) {
            return Optional.empty();
        }
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            return Optional.of(new Broken("the entry " + name
                    + " is not signed, though others are; or the signature's algorithm is not accepted any more"));
        }
        Set<CodeSigner> here = new LinkedHashSet<>(Arrays.asList(signers));
        common.ifPresent(here::retainAll);
        common = Optional.of(here);
        return here.isEmpty()
                ? Optional.of(new Broken("the entry " + name + " is signed by somebody else than others"))
                : Optional.empty();
    }

    private Optional<String> missing() throws IOException {
        Manifest manifest = jar.getManifest();
        return manifest.getEntries().keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .findFirst();
    }

    private boolean coversMainAttributes(JarEntry signature) throws IOException {
        try (InputStream in = jar.getInputStream(signature)) {
            return new Manifest(in)
                    .getMainAttributes().keySet().stream()
                            .anyMatch(name -> name.toString().endsWith(MAIN_ATTRIBUTES));
        }
    }

    private static Optional<Signer> signer(CodeSigner signer) {
        List<X509Certificate> chain = new ArrayList<>();
        signer.getSignerCertPath().getCertificates().forEach(certificate -> {
            if (certificate instanceof X509Certificate x509) {
                chain.add(x509);
            }
        });
        return chain.isEmpty() ? Optional.empty() : Optional.of(new Signer(chain));
    }

    private static boolean isSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(FOLDER)
                && upper.indexOf('/', FOLDER.length()) < 0
                && (upper.endsWith(".SF") || upper.endsWith(".RSA") || upper.endsWith(".DSA") || upper.endsWith(".EC"));
    }

    private static String upper(JarEntry entry) {
        return entry.getName().toUpperCase(Locale.ROOT);
    }
}
