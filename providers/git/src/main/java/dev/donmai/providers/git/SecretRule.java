package dev.donmai.providers.git;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One kind of secret that can be told by its form. Only forms that issuers made recognisable on purpose are here: a guess at
 * passwords by their randomness would stop honest work, and whoever is stopped for nothing switches the scan off.
 *
 * @param name what it is, for people
 * @param form what it looks like
 */
record SecretRule(String name, Pattern form) {

    static final List<SecretRule> ALL = List.of(
            rule("private key", "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
            rule("AWS access key", "\\b(?:AKIA|ASIA)[A-Z2-7]{16}\\b"),
            rule(
                    "GitHub token",
                    "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b|\\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\\b"),
            rule("GitLab token", "\\bgl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20,}"),
            rule(
                    "Slack token",
                    "\\bxox[abeoprs]-[0-9A-Za-z-]{20,}|https://hooks\\.slack\\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{20,}"),
            rule("Google API key", "\\bAIza[0-9A-Za-z_-]{35}\\b"),
            rule("Stripe key", "\\b[rs]k_live_[0-9A-Za-z]{20,}\\b"),
            rule("Anthropic key", "\\bsk-ant-[a-z0-9]+-[A-Za-z0-9_-]{40,}"),
            rule(
                    "OpenAI key",
                    "\\bsk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|\\bsk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\\b"),
            rule("npm token", "\\bnpm_[A-Za-z0-9]{36}\\b"),
            rule("PyPI token", "\\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
            rule("SendGrid key", "\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}\\b"));

    private static SecretRule rule(String name, String form) {
        return new SecretRule(name, Pattern.compile(form));
    }
}
