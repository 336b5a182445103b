package dev.donmai.providers.fakes;

import dev.donmai.tck.ProviderTck;
import java.util.function.Supplier;

/**
 * One thing that is wrong with a provider.
 *
 * @param check the check of the TCK that finds it
 * @param tck the tests of the provider that it was made from
 * @param jar the fake
 */
record Fault(String check, Class<? extends ProviderTck> tck, Supplier<FakeJar> jar) {

    @Override
    public String toString() {
        return check;
    }
}
