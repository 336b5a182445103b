package dev.donmai.lifecycle.internal;

import dev.donmai.config.Configuration;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.AtomicFile;
import dev.donmai.lifecycle.ControlToken;
import dev.donmai.lifecycle.Participant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads {@code control.token}, or makes it at the first start. */
@Component(service = {ControlToken.class, Participant.class})
public final class ControlTokenFile implements ControlToken, Participant {

    private static final Logger LOG = LoggerFactory.getLogger(ControlTokenFile.class);

    private static final int BYTES = 32;

    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private static final String HMAC = "HmacSHA256";

    /** Mode of the state directory where it has to be made. */
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Configuration configuration;

    /** Empty before the start, when nothing is the token. */
    private volatile byte[] secret = {};

    @Activate
    public ControlTokenFile(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "control token";
    }

    @Override
    public int order() {
        return TOKEN;
    }

    @Override
    public void start() throws IOException {
        StateDirectory state = configuration.state();
        Files.createDirectories(state.root(), PRIVATE);
        secret = readOrMake(state.controlToken()).getBytes(StandardCharsets.UTF_8);
    }

    private static String readOrMake(Path file) throws IOException {
        String kept = Files.exists(file) ? Files.readString(file).strip() : "";
        if (!kept.isEmpty() && ownersOnly(file)) {
            return kept;
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        AtomicFile.write(file, made + "\n");
        return made;
    }

    /** What others could read may be known to them, and what they could write may be theirs. */
    private static boolean ownersOnly(Path file) throws IOException {
        Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file);
        if (modes.stream().allMatch(OWNERS::contains)) {
            return true;
        }
        LOG.warn(
                "{} had mode {}, so that others could know the control token: a new one is made, and programs and running"
                        + " sessions that hold the old one are refused",
                file,
                PosixFilePermissions.toString(modes));
        return false;
    }

    @Override
    public void stop() {
        // The sessions that live on hold tokens made from it: it stays as it is.
    }

    @Override
    public boolean matches(String presented) {
        byte[] known = secret;
        return known.length > 0 && MessageDigest.isEqual(known, presented.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String derive(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
