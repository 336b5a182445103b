package dev.donmai.registry.internal;

import java.nio.file.Path;

/**
 * Where a provider comes from.
 *
 * @param path the JAR, before it was copied into the content store
 * @param bundled whether it came with the program
 * @param daemonVersion the version that bundled providers carry
 */
record ProviderFile(Path path, boolean bundled, String daemonVersion) {

    /** The name it goes by until its manifest has said its id. */
    String name() {
        String name = String.valueOf(path.getFileName());
        return name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name;
    }

    /** The same in another place. */
    ProviderFile at(Path place) {
        return new ProviderFile(place, bundled, daemonVersion);
    }

    /** The word of the provider list. */
    String sourceName() {
        return bundled ? "bundled" : "local";
    }
}
