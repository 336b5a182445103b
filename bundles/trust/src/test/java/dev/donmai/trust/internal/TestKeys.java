package dev.donmai.trust.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** A key store with keys of the JDK's keytool, which sign JARs. */
final class TestKeys {

    private static final String PASSWORD = "changeit";

    private final Path store;

    TestKeys(Path directory) {
        store = directory.resolve("keys.p12");
    }

    /** Makes a key with a certificate of its own. */
    TestKeys make(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name));
        command.addAll(Arrays.asList(options));
        if (!command.contains("-keyalg")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        keytool(command);
        return this;
    }

    private void keytool(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(options);
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
        return (X509Certificate) load().getCertificate(name);
    }

    /** What a policy names the certificate by. */
    String id(String name) throws IOException, GeneralSecurityException {
        return AcceptedSigner.id(certificate(name));
    }

    /** Signs a JAR as one of the keys. */
    Path sign(String name, Path jar, Path signed) throws IOException, GeneralSecurityException {
        KeyStore keys = load();
        JarSigner signer = new JarSigner.Builder(
                        (PrivateKey) keys.getKey(name, PASSWORD.toCharArray()),
                        CertificateFactory.getInstance("X.509")
                                .generateCertPath(List.of(keys.getCertificateChain(name))))
                .signerName(name.length() > 8 ? name.substring(0, 8) : name)
                .build();
        try (ZipFile in = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            signer.sign(in, out);
        }
        return signed;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
