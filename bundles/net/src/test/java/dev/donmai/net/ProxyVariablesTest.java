package dev.donmai.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyVariablesTest {

    private static String chosen(Map<String, String> environment, String uri) {
        Proxy proxy = new ProxyVariables(environment).select(URI.create(uri)).getFirst();
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "direct";
    }

    @ParameterizedTest
    @CsvSource({
        "https://o.example/x, s:2",
        "http://o.example/x, p:1",
        "http://localhost:7/x, direct",
        "http://127.0.0.5/x, direct",
        "http://[::1]/x, direct",
        "https://skip.example/x, direct",
        "https://a.skip.example/x, direct",
        "https://noskip.example/x, s:2",
        "https://a.dot.example/x, direct",
        "https://dot.example/x, s:2",
        "https://star.example/x, s:2",
        "https://a.star.example/x, direct",
        "https://port.example:8443/x, direct",
        "https://port.example/x, s:2"
    })
    void followsTheVariables(String uri, String proxy) {
        assertThat(chosen(
                        Map.of(
                                "HTTPS_PROXY",
                                "http://user:secret@s:2",
                                "http_proxy",
                                "p:1",
                                "HTTP_PROXY",
                                "http://other:9",
                                "NO_PROXY",
                                "skip.example, .dot.example,*.star.example port.example:8443"),
                        uri))
                .isEqualTo(proxy);
    }

    @Test
    void withoutThemEverythingIsDirect() {
        assertThat(chosen(Map.of(), "https://o.example")).isEqualTo("direct");
        assertThat(chosen(Map.of("https_proxy", "s:2", "no_proxy", "*"), "https://o.example"))
                .isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource({"socks5://s:1", "'::nonsense::'", "' '", "https://s:1"})
    void ignoresWhatItCannotUse(String value) {
        assertThat(chosen(Map.of("https_proxy", value), "https://o.example")).isEqualTo("direct");
    }
}
