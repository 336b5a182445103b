package dev.donmai.worker.internal.provider;

import dev.donmai.model.session.SessionFile.PinnedProvider;
import dev.donmai.worker.internal.Scratch;
import dev.donmai.worker.internal.SessionFailure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The step that loads a provider of the session, when it is first needed and not before: from the files that were pinned
 * when the session was admitted, or, for a daemon of another make, from what is installed.
 */
public final class Providers {

    private final Scratch scratch;
    private final boolean pinned;

    /**
     * @param scratch where verified copies of the files go
     * @param pinned whether files were pinned for this session
     */
    public Providers(Scratch scratch, boolean pinned) {
        this.scratch = scratch;
        this.pinned = pinned;
    }

    /** A new private directory for a provider. */
    public Path directory(String name) throws IOException {
        return scratch.directory(name);
    }

    /** Loads it; whoever asks closes it. */
    public <T> LoadedProvider<T> load(ProviderKind<T> kind, PinnedProvider provider)
            throws SessionFailure, IOException {
        if (provider.absent() || !pinned) {
            return InstalledProviders.ofProcess().load(kind, provider.id());
        }
        String directory = "provider-" + kind.service().getSimpleName();
        return LoadedProvider.load(
                kind, provider.id(), ProviderFiles.verified(provider.files(), scratch.directory(directory)));
    }
}
