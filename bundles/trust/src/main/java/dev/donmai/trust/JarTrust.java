package dev.donmai.trust;

/**
 * Decides whether a provider's JAR may be used ({@code providers.md} §7.5, README decisions 8 and 21). Remembers nothing:
 * whoever installs asks again at every start. Thread-safe; a service.
 */
public interface JarTrust {

    /**
     * Reads the whole file and judges it. A file that cannot be read is refused with the reason.
     *
     * @param jar must not change any more: what was judged is what will run
     */
    TrustDecision judge(JarInQuestion jar, TrustPolicy policy);
}
