package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigException;
import dev.donmai.config.internal.check.InvalidValueException;
import dev.donmai.config.internal.check.Validation;
import dev.donmai.config.internal.check.Warnings;
import dev.donmai.config.internal.yaml.SourceMap;
import dev.donmai.config.internal.yaml.YamlSyntaxException;
import dev.donmai.config.internal.yaml.YamlToken;
import dev.donmai.config.internal.yaml.YamlTokens;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The load pipeline of {@code config.md} §2.3: read, parse, resolve the token, check. */
public final class ConfigReader {

    /** A configuration is written by hand; more is a mistake. */
    private static final int MOST_BYTES = 1 << 20;

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);
    private static final int MOST_LOOKS = 5;

    private final DaemonOptions options;

    public ConfigReader(DaemonOptions options) {
        this.options = options;
    }

    /** The file's bytes. */
    byte[] bytes(Path file) throws ConfigException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ConfigException("read daemon config \"" + file + "\": it is larger than 1 MiB");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new ConfigException("read daemon config \"" + file + "\": there is no such file", e);
        } catch (IOException e) {
            throw new ConfigException("read daemon config \"" + file + "\": " + e.getMessage(), e);
        }
    }

    /**
     * The file's bytes once two looks, a moment apart, have shown the same: an editor that writes in several steps may be at it.
     */
    byte[] settled(Path file) throws ConfigException {
        return settled(file, () -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos()));
    }

    byte[] settled(Path file, Runnable pause) throws ConfigException {
        byte[] seen = bytes(file);
        for (int i = 0; i < MOST_LOOKS && isFresh(file); i++) {
            pause.run();
            byte[] now = bytes(file);
            if (Arrays.equals(seen, now)) {
                return now;
            }
            seen = now;
        }
        return seen;
    }

    private static boolean isFresh(Path file) throws ConfigException {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isAfter(Instant.now().minus(FRESH));
        } catch (IOException e) {
            throw new ConfigException("read daemon config \"" + file + "\": " + e.getMessage(), e);
        }
    }

    /** Reads a file. */
    public ConfigDocument read(Path file) throws ConfigException {
        return parse(file, bytes(file));
    }

    /** Parses what was read from a file. */
    ConfigDocument parse(Path file, byte[] bytes) throws ConfigException {
        Warnings warnings = new Warnings();
        SourceMap source;
        DaemonConfig config;
        try {
            List<YamlToken> tokens = YamlTokens.of(text(bytes));
            source = new SourceMap(tokens);
            config = YamlBinding.bind(tokens, source, warnings);
        } catch (YamlSyntaxException e) {
            throw new ConfigException("parse daemon config \"" + file + "\": " + e.getMessage(), e);
        }
        Orchestrator orchestrator = config.orchestrator();
        String token = new TokenSource(options)
                .resolve(orchestrator.authToken(), source.line("orchestrator.authToken"), warnings);
        config = config.withOrchestrator(new Orchestrator(orchestrator.url(), token, orchestrator.allowMutations()));
        List<String> secrets = new SecretReferences(options.environment(), source, warnings).values(config.agents());
        secrets.add(token);
        try {
            new Validation(config, source, warnings, new Places(options)::expand).check();
        } catch (InvalidValueException e) {
            throw new ConfigException("invalid daemon config \"" + file + "\": " + e.getMessage(), e);
        }
        return new ConfigDocument(config, warnings.inOrder(), secrets);
    }

    /** The bytes as text, without the byte order mark that may stand before it. */
    static String text(byte[] bytes) throws YamlSyntaxException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new YamlSyntaxException("it is not UTF-8 text", e);
        }
    }
}
