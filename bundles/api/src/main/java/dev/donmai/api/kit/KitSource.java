package dev.donmai.api.kit;

import dev.donmai.api.provider.Provider;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place that kits come from; its id is the source kind of an install request ({@code kits.md} §3.1). Registered as an
 * OSGi service under this interface.
 *
 * <p>Unlike the other methods of a {@link Provider}, {@link #kits} and {@link #fetch} may take their time: they are called
 * with a deadline and interrupted when it has passed.
 */
@ConsumerType
public interface KitSource extends Provider {

    /** The constant capability record. */
    KitSourceCapabilities capabilities();

    /**
     * The kits it has now, in the order in which they are offered; empty where it can only fetch what is named.
     *
     * @throws KitSourceException when it cannot tell
     */
    List<OfferedKit> kits() throws KitSourceException;

    /**
     * Copies one kit: its manifest, whose name ends in {@code .kit.toml}, the files that the manifest names, and its
     * signature, if there is one, as {@code <manifest file name>.sigstore}. Nothing of it is run or trusted yet.
     *
     * @param directory empty; what is in it after an exception is removed
     * @throws KitSourceException when there is no such kit, or it cannot be had; the message says which
     */
    void fetch(KitRequest request, Path directory) throws KitSourceException;
}
