package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigException;
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
import java.util.List;

/** The load pipeline of {@code config.md} §2.3: read, parse, resolve the token, check. */
public final class ConfigReader {

    /** A configuration is written by hand; more is a mistake. */
    private static final int MOST_BYTES = 1 << 20;

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
        try {
            new Validation(config, source, warnings).check();
        } catch (Validation.InvalidException e) {
            throw new ConfigException("invalid daemon config \"" + file + "\": " + e.getMessage(), e);
        }
        return new ConfigDocument(config, warnings.inOrder());
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
