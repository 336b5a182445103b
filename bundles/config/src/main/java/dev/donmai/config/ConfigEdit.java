package dev.donmai.config;

/**
 * One change of {@code daemon.yaml} that keeps everything else of the text: comments, order, unknown keys, style. Making the same
 * change again changes nothing. Keys are dotted, from the top: {@code capacity.maxConcurrentSessions}.
 */
public sealed interface ConfigEdit {

    /** Sets a key to a whole number; zero is written like any other. */
    record SetNumber(String key, long value) implements ConfigEdit {}

    /** Sets a key to a text. A secret belongs into it only as a reference, such as {@code ${NAME}}. */
    record SetText(String key, String value) implements ConfigEdit {}

    /** Takes a key out, so that its default applies. */
    record Remove(String key) implements ConfigEdit {}

    /**
     * Puts an entry into the allowlist. An entry that is there already keeps its id, its other keys and its comments, and gets
     * this repository and clone strategy; the older key {@code repoUrl} becomes {@code repository}.
     *
     * @param id names the entry; when empty, the entry of this repository is meant, and a new one gets an id that is derived
     *     ({@code config.md} §2.8)
     * @param repository as it shall stand in the file
     * @param cloneStrategy empty to leave it as it is, or out of a new entry
     */
    record AddProject(String id, String repository, String cloneStrategy) implements ConfigEdit {}

    /** Takes all entries with this id out of the allowlist. */
    record RemoveProject(String id) implements ConfigEdit {}
}
