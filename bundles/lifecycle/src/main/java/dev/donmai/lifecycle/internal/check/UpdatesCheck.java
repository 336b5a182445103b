package dev.donmai.lifecycle.internal.check;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.config.DaemonConfig.AutoUpdate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether updates come by themselves; a schedule without a server does nothing (README decision 16). */
@Component(service = DoctorCheck.class)
public final class UpdatesCheck implements DoctorCheck {

    private final Configuration configuration;

    @Activate
    public UpdatesCheck(@Reference Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return "updates";
    }

    @Override
    public Finding look() {
        AutoUpdate update = configuration.current().autoUpdate();
        return update.cdnBase().isEmpty()
                ? Finding.ok("no update server is configured (autoUpdate.cdnBase), so the schedule \""
                        + update.schedule() + "\" does nothing")
                : Finding.warning(
                        "this version does not replace itself; nothing is fetched from "
                                + PublicUrl.cutAll(update.cdnBase()),
                        "install new versions by hand, then run donmai daemon restart");
    }
}
