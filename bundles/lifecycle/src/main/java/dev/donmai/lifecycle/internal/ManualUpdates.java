package dev.donmai.lifecycle.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.UpdateRefusedException;
import dev.donmai.lifecycle.Updates;
import dev.donmai.model.PublicUrl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** This version is replaced by hand: every update is refused, with what to do instead. */
@Component
public final class ManualUpdates implements Updates {

    private final Configuration configuration;
    private final DaemonOptions options;

    @Activate
    public ManualUpdates(@Reference Configuration configuration, @Reference DaemonOptions options) {
        this.configuration = configuration;
        this.options = options;
    }

    @Override
    public void begin() throws UpdateRefusedException {
        String server = configuration.current().autoUpdate().cdnBase();
        if (server.isEmpty()) {
            throw new UpdateRefusedException(
                    "no-update-server",
                    "no update server is configured (autoUpdate.cdnBase)",
                    "autoUpdate.cdnBase is empty in " + configuration.file());
        }
        throw new UpdateRefusedException(
                "manual-update-only",
                "this version does not replace itself: install the new one, then run `donmai daemon restart`",
                "version " + options.version() + " fetches nothing from " + PublicUrl.cutAll(server));
    }
}
