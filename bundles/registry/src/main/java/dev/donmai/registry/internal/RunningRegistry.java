package dev.donmai.registry.internal;

import dev.donmai.config.Configuration;
import dev.donmai.files.DirectoryWatch;

/**
 * What lives from the registry's start to its stop.
 *
 * @param thread on which everything changes
 */
record RunningRegistry(
        RegistryThread thread,
        ProviderTable table,
        ProviderLifecycle lifecycle,
        ProviderSwitches switches,
        SessionLeases leases,
        DropIns dropIns,
        ProviderServices services,
        ResolveGate gate,
        DirectoryWatch watch,
        Configuration.Subscription subscription) {}
