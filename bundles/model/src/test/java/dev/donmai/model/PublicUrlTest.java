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
        "ghp_x@github.com/o/r, github.com/o/r",
        "user:pw@github.com/o/r, github.com/o/r",
        "user:p@ss@host/o/r, host/o/r",
        "user/pw@github.com/o/r, github.com/o/r",
        "user/p/w@github.com:8443/o/r, github.com:8443/o/r",
        "user/p@ss@localhost/o/r, localhost/o/r",
        "ghp_x@github.com:8443/o/r, github.com:8443/o/r",
        "git@[::1]:o/r, git@[::1]:o/r",
        "git@host:~/x@y.z/r, git@host:~/x@y.z/r",
        "github.com/acme/shop@v1.2, github.com/acme/shop@v1.2",
        "github.com/acme/@scope/shop, github.com/acme/@scope/shop",
        "/srv/a@b.example/c.git, /srv/a@b.example/c.git",
        "../a@b.example/c.git, ../a@b.example/c.git",
        "shop, shop",
    })
    void cutsNameAndPassword(String url, String shown) {
        assertThat(PublicUrl.cut(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":\"https://u:p@ss@host/x\",\"b\":\"ssh://t@host\"}', '{\"a\":\"https://host/x\",\"b\":\"ssh://host\"}'",
        "see https://host/a@b and git@host:x, see https://host/a@b and git@host:x",
        "'{\"a\":\"ghp_x@github.com/o/r\",\"b\":\"u/p@git.example/o\"}', '{\"a\":\"github.com/o/r\",\"b\":\"git.example/o\"}'",
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
