package dev.donmai.providers.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgeRepositoryTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/acme/shop, github.com/acme/shop, GH_TOKEN",
        "https://github.com/acme/shop.git, github.com/acme/shop, GH_TOKEN",
        "https://ada:pass@github.com/acme/shop.js/, github.com/acme/shop.js, GH_TOKEN",
        "git@github.com:acme/shop.git, github.com/acme/shop, GH_TOKEN",
        "ssh://git@github.com:22/acme/shop, github.com/acme/shop, GH_TOKEN",
        "github.com/acme/shop, github.com/acme/shop, GH_TOKEN",
        "https://acme.ghe.com/acme/shop, acme.ghe.com/acme/shop, GH_TOKEN",
        "https://git.acme.example:8443/acme/shop, git.acme.example/acme/shop, GH_ENTERPRISE_TOKEN",
    })
    void hostAndNameAreTold(String address, String selector, String variable) {
        assertThat(ForgeRepository.of(address)).hasValueSatisfying(repository -> {
            assertThat(repository.selector()).isEqualTo(selector);
            assertThat(repository.tokenVariable()).isEqualTo(variable);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/git/shop.git",
                "/srv/a:b/shop",
                "~/shop",
                "file:///srv/git/shop.git",
                "https://host.example/shop",
                "https://host.example/group/sub/shop",
                "",
            })
    void othersHaveNone(String address) {
        assertThat(ForgeRepository.of(address)).isEmpty();
    }
}
