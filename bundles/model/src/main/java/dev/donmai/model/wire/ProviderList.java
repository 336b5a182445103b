package dev.donmai.model.wire;

import dev.donmai.model.Defaults;
import java.util.List;

/**
 * {@code GET /api/daemon/providers} ({@code http-api.md} §10.1).
 *
 * @param partialCoverage whether there are families that this list leaves out
 * @param coveredFamilies those it has
 */
public record ProviderList(List<ProviderView> providers, boolean partialCoverage, List<String> coveredFamilies) {

    public ProviderList {
        providers = Defaults.list(providers);
        coveredFamilies = Defaults.list(coveredFamilies);
    }
}
