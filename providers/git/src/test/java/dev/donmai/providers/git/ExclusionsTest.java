package dev.donmai.providers.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExclusionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node_modules/x/index.js",
                "web/node_modules/x",
                "node_modules",
                ".next/cache",
                ".nuxt/a",
                "dist/app.js",
                "packages/a/dist/app.js",
                ".turbo/a",
                "src/__pycache__/a.bin",
                ".venv/bin/python",
                "go-build/a",
                ".gocache/a",
                "gocache/a",
                ".golangci-lint-cache/a",
                ".cache/a",
                ".agent/state.json",
                ".donmai/a",
                "a.pyc",
                "x/y.tmp",
                "logs/server.log",
                "__debug_bin",
                "cmd/__debug_bin123",
                "target/debug/app",
                "target/release",
            })
    void areLeftOut(String path) {
        assertThat(Exclusions.apply(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/Main.java",
                "distribution/app.js",
                "my_node_modules/a",
                ".agent",
                "docs/.agent/notes.md",
                ".log",
                "conf/.tmp",
                "catalog",
                "a.log.md",
                "target/site/index.html",
                "target",
                "crates/a/target/debug.md",
                "go-builder/a",
            })
    void areCommitted(String path) {
        assertThat(Exclusions.apply(path)).isFalse();
    }
}
