package dev.donmai.trust;

import java.nio.file.Path;

/**
 * A provider's JAR.
 *
 * @param file a file of the content store
 * @param sha256 its digest, small hexadecimal digits
 * @param agentRuntime whether its work is done in workers alone
 */
public record JarInQuestion(Path file, String sha256, boolean agentRuntime) {}
