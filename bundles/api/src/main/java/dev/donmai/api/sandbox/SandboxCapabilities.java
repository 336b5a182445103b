package dev.donmai.api.sandbox;

import java.util.List;

/**
 * What a sandbox can do ({@code providers.md} §4.2, as far as it concerns one that wraps command lines). What it declares
 * is true and tested.
 *
 * @param customNetworkPolicy {@link SandboxPolicy#network} is kept
 * @param egressDefault the network of a program that no policy is given for: {@code allow-all}, {@code deny-all} or
 *     {@code allowlist}
 * @param os operating systems it runs on: {@code linux}, {@code macos}
 * @param arch architectures it runs on: {@code x86_64}, {@code arm64}
 * @param readOnlyRepository a repository can be made read-only against the agent
 * @param humanLabel name for people; may be empty
 */
public record SandboxCapabilities(
        boolean customNetworkPolicy,
        String egressDefault,
        List<String> os,
        List<String> arch,
        boolean readOnlyRepository,
        String humanLabel) {

    public SandboxCapabilities {
        os = List.copyOf(os);
        arch = List.copyOf(arch);
    }
}
