package dev.donmai.registry.internal;

import dev.donmai.config.Configuration;
import dev.donmai.files.DirectoryWatch;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What lives from the registry's start to its stop.
 *
 * @param thread on which everything changes
 */
record RunningRegistry(
        ScheduledExecutorService thread,
        ProviderTable table,
        ProviderLifecycle lifecycle,
        ProviderSwitches switches,
        SessionLeases leases,
        DropIns dropIns,
        ProviderServices services,
        ResolveGate gate,
        DirectoryWatch watch,
        Configuration.Subscription subscription) {}
