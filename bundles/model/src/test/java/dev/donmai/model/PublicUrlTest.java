package dev.donmai.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@host/x.git, https://host/x.git",
        "https://secret@host, https://host",
        "https://u:p@ss@host/x, https://host/x",
        "https://host/a@b, https://host/a@b",
        "https://host?to=a@b, https://host?to=a@b",
        "github.com/acme/shop, github.com/acme/shop",
        "git@github.com:acme/shop.git, git@github.com:acme/shop.git",
        "file:///srv/a@b.git, file:///srv/a@b.git",
        "https://@host/x, https://host/x",
    })
    void cutsNameAndPassword(String url, String shown) {
        assertThat(PublicUrl.cut(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":\"https://u:p@ss@host/x\",\"b\":\"ssh://t@host\"}', '{\"a\":\"https://host/x\",\"b\":\"ssh://host\"}'",
        "see https://host/a@b and git@host:x, see https://host/a@b and git@host:x",
        "nothing, nothing"
    })
    void cutsThemOutOfEachUrlInAText(String text, String shown) {
        assertThat(PublicUrl.cutWithin(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:secret@host/x?sig=1#f, https://host/x",
        "https://host#f?x, https://host",
        "https://host/x, https://host/x",
    })
    void cutsQueryAndFragmentToo(String url, String shown) {
        assertThat(PublicUrl.cutAll(url)).isEqualTo(shown);
    }
}
