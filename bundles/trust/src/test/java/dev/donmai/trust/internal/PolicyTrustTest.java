package dev.donmai.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.files.Sha256;
import dev.donmai.trust.JarInQuestion;
import dev.donmai.trust.TrustDecision;
import dev.donmai.trust.TrustLevel;
import dev.donmai.trust.TrustPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTrustTest {

    private static final String BROKEN = "broken signature: ";

    @TempDir
    static Path keyDirectory;

    private static TestKeys keys;

    @TempDir
    Path dir;

    private Path plain;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(keyDirectory)
                .make("acme")
                .make("other")
                .make("root", "-ext", "bc:c")
                .make("issued", "-signer", "root")
                .make("expired", "-startdate", "-20d", "-validity", "10")
                .make("weak", "-keyalg", "RSA", "-keysize", "512", "-sigalg", "SHA256withRSA");
    }

    @BeforeEach
    void setUp() throws IOException {
        plain = dir.resolve("plain.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "echo");
        try (OutputStream out = Files.newOutputStream(plain);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String name : List.of("META-INF/services/x", "echo/Echo.class")) {
                jar.putNextEntry(new ZipEntry(name));
                jar.write("content\n".getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
    }

    @Test
    void aJarOfTheDistributionIsAdmittedWhateverThePolicy() throws Exception {
        String digest = Sha256.of(plain);
        TrustDecision decision = new PolicyTrust()
                .judge(new JarInQuestion(plain, digest, false), policy("attested", List.of(), false, Set.of(digest)));
        assertThat(decision).isEqualTo(TrustDecision.admit(TrustLevel.UNSIGNED, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "permissive, true, false, true",
        "permissive, false, false, false",
        "permissive, false, true, true",
        "signed-by-allowlist, true, true, false",
        "attested, true, true, false",
    })
    void whatIsUnsignedRunsInWorkersAloneUnlessTheOperatorSaysOtherwise(
            String mode, boolean agentRuntime, boolean allowUnsigned, boolean admitted) throws Exception {
        TrustDecision decision = judge(plain, agentRuntime, policy(mode, List.of(), allowUnsigned, Set.of()));
        assertThat(decision.admitted()).isEqualTo(admitted);
        assertThat(decision.level()).isEqualTo(TrustLevel.UNSIGNED);
        if (!admitted) {
            assertThat(decision.reason()).startsWith("unsigned; ");
        }
    }

    @Test
    void aSignerWhomThePolicyNamesIsAdmittedEverywhereButWhereAttestationsAreAsked() throws Exception {
        Path signed = keys.sign("acme", plain, dir.resolve("signed.jar"));
        for (String mode : List.of("permissive", "signed-by-allowlist")) {
            assertThat(judge(signed, false, closed(mode, keys.id("acme"))))
                    .isEqualTo(TrustDecision.admit(TrustLevel.SIGNED_VERIFIED, keys.id("acme")));
        }
        assertThat(judge(signed, true, closed("attested", keys.id("acme"))).reason())
                .startsWith("not attested");
    }

    @Test
    void aCertificateAboveTheSignersMayBeNamed() throws Exception {
        Path signed = keys.sign("issued", plain, dir.resolve("signed.jar"));
        assertThat(judge(signed, false, closed("signed-by-allowlist", keys.id("root"))))
                .isEqualTo(TrustDecision.admit(TrustLevel.SIGNED_VERIFIED, keys.id("root")));
    }

    @Test
    void anUnknownSignerIsWorthNoMoreThanNone() throws Exception {
        Path signed = keys.sign("other", plain, dir.resolve("signed.jar"));
        TrustDecision refused = judge(signed, true, closed("signed-by-allowlist", keys.id("acme")));
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.reason()).startsWith("unknown signer: CN=other (" + keys.id("other") + ")");
        // An empty set means whom the root knows, and JARs have no root.
        assertThat(judge(signed, true, policy("signed-by-allowlist", List.of(), false, Set.of()))
                        .admitted())
                .isFalse();
        assertThat(judge(signed, true, closed("permissive", keys.id("acme"))))
                .isEqualTo(TrustDecision.admit(TrustLevel.SIGNED_UNVERIFIED, keys.id("other")));
        assertThat(judge(signed, false, closed("permissive", keys.id("acme"))).admitted())
                .isFalse();
    }

    @Test
    void anExpiredCertificateIsNotAccepted() throws Exception {
        Path signed = keys.sign("expired", plain, dir.resolve("signed.jar"));
        assertThat(judge(signed, true, closed("signed-by-allowlist", keys.id("expired")))
                        .admitted())
                .isFalse();
    }

    @Test
    void aChangedEntryIsRefusedInEveryMode() throws Exception {
        Path signed = keys.sign("acme", plain, dir.resolve("signed.jar"));
        write(signed, "echo/Echo.class", "something else\n");
        assertBroken(signed, "is not what was signed");
    }

    @Test
    void anAddedEntryIsRefused() throws Exception {
        Path signed = keys.sign("acme", plain, dir.resolve("signed.jar"));
        write(signed, "echo/Added.class", "added\n");
        assertBroken(signed, "the entry echo/Added.class is not signed");
    }

    @Test
    void anEntryBesideTheSignaturesThatIsNoneIsRefused() throws Exception {
        Path signed = keys.sign("acme", plain, dir.resolve("signed.jar"));
        write(signed, "META-INF/services/y", "added\n");
        assertBroken(signed, "META-INF/services/y is not signed");
    }

    @Test
    void aRemovedEntryIsRefused() throws Exception {
        Path signed = keys.sign("acme", plain, dir.resolve("signed.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(signed)) {
            Files.delete(jar.getPath("META-INF/services/x"));
        }
        assertBroken(signed, "META-INF/services/x has been taken out");
    }

    @Test
    void aChangedHeadOfTheManifestIsRefused() throws Exception {
        Path signed = keys.sign("acme", plain, dir.resolve("signed.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(signed)) {
            Path manifest = jar.getPath("META-INF/MANIFEST.MF");
            Files.writeString(manifest, Files.readString(manifest).replace("SymbolicName: echo", "SymbolicName: evil"));
        }
        assertBroken(signed, "is not what was signed");
    }

    @Test
    void whatTwoSignersHaveSignedInPartsIsRefused() throws Exception {
        Path signed = keys.sign("acme", plain, dir.resolve("signed.jar"));
        write(signed, "echo/Added.class", "added\n");
        Path twice = keys.sign("other", signed, dir.resolve("twice.jar"));
        // The second one vouches for everything, the first does not.
        assertThat(judge(twice, true, closed("signed-by-allowlist", keys.id("acme")))
                        .admitted())
                .isFalse();
        assertThat(judge(twice, true, closed("signed-by-allowlist", keys.id("other")))
                        .admitted())
                .isTrue();
    }

    @Test
    void aDisabledAlgorithmIsNoSignature() throws Exception {
        Path signed = keys.sign("weak", plain, dir.resolve("signed.jar"));
        assertBroken(signed, "algorithm is not accepted any more");
    }

    @Test
    void whatIsNoJarIsRefused() throws Exception {
        Files.writeString(plain, "no JAR at all");
        TrustDecision decision = judge(plain, true, policy("permissive", List.of(), true, Set.of()));
        assertThat(decision.admitted()).isFalse();
        assertThat(decision.reason()).startsWith("it cannot be read as a JAR");
    }

    private void assertBroken(Path jar, String reason) throws Exception {
        for (String mode : List.of("permissive", "signed-by-allowlist", "attested")) {
            TrustDecision decision =
                    judge(jar, true, policy(mode, List.of(keys.id("acme"), keys.id("weak")), true, Set.of()));
            assertThat(decision.admitted()).isFalse();
            assertThat(decision.reason()).startsWith(BROKEN).contains(reason);
        }
    }

    private static void write(Path file, String entry, String content) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(file)) {
            Files.writeString(jar.getPath(entry), content);
        }
    }

    private static TrustDecision judge(Path jar, boolean agentRuntime, TrustPolicy policy) throws IOException {
        return new PolicyTrust().judge(new JarInQuestion(jar, Sha256.of(jar), agentRuntime), policy);
    }

    private static TrustPolicy closed(String mode, String signer) {
        return policy(mode, List.of(signer), false, Set.of());
    }

    private static TrustPolicy policy(String mode, List<String> issuerSet, boolean allowUnsigned, Set<String> own) {
        return new TrustPolicy(mode, issuerSet, allowUnsigned, own);
    }
}
