package dev.donmai.tck.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** What the JAR says of itself before any of its code is loaded. */
public final class JarChecks {

    private static final String PACKAGE = "osgi.wiring.package";
    private static final Pattern PACKAGE_NAME = Pattern.compile(Pattern.quote(PACKAGE) + "=([^)]+)\\)");
    private static final String CONTRACTS = "dev.donmai.api.";

    /** What every daemon has for all bundles, besides the contracts. */
    private static final Set<String> HOST = Set.of(
            "org.slf4j", "org.osgi.framework", "org.osgi.service.component", "org.osgi.service.component.annotations");

    private final ProviderUnderTest provider;

    private JarChecks(ProviderUnderTest provider) {
        this.provider = provider;
    }

    public static List<Check> of(ProviderUnderTest provider) {
        JarChecks checks = new JarChecks(provider);
        return List.of(
                new Check(
                        "jar.declares-one-provider",
                        "The manifest declares exactly one provider, of a known family, with an id.",
                        checks::declaresOne),
                new Check(
                        "jar.version-agrees",
                        "The version of the provider is that of its bundle.",
                        checks::versionAgrees),
                new Check(
                        "jar.has-name-and-licence",
                        "The manifest has a Bundle-Name and a Bundle-License.",
                        checks::saysWhatItIs),
                new Check(
                        "jar.requires-no-bundle",
                        "The manifest has no Require-Bundle, Fragment-Host or DynamicImport-Package.",
                        checks::requiresNoBundle),
                new Check(
                        "jar.imports-contracts-alone",
                        "The bundle needs no packages but those of the contracts, the log interface and the framework.",
                        checks::importsContracts),
                new Check(
                        "jar.contains-no-contract",
                        "The JAR imports the contracts and does not contain them.",
                        checks::containsNoContract));
    }

    private void declaresOne() throws Exception {
        List<Declaration> declared = provider.declarations();
        Demand.that(
                declared.size() == 1,
                "It declares " + declared.size() + " capabilities " + Declaration.NAMESPACE + ".");
        Declaration one = provider.declaration();
        Demand.that(!one.id().isEmpty() && !one.id().contains("/"), "Its id is \"" + one.id() + "\".");
    }

    private void versionAgrees() throws Exception {
        Version declared = provider.declaration().version();
        Version bundle = provider.attached().bundle().getVersion();
        Version plain = new Version(bundle.getMajor(), bundle.getMinor(), bundle.getMicro());
        Demand.that(declared.equals(plain), "The capability says " + declared + ", Bundle-Version " + bundle + ".");
    }

    private void saysWhatItIs() {
        for (String header : List.of(Constants.BUNDLE_NAME, "Bundle-License")) {
            String value = provider.attached().bundle().getHeaders("").get(header);
            Demand.that(value != null && !value.isBlank(), "It has no " + header + ".");
        }
    }

    private void requiresNoBundle() {
        Bundle bundle = provider.attached().bundle();
        for (String header :
                List.of(Constants.REQUIRE_BUNDLE, Constants.FRAGMENT_HOST, Constants.DYNAMICIMPORT_PACKAGE)) {
            Demand.that(bundle.getHeaders("").get(header) == null, "It has " + header + ": import packages instead.");
        }
    }

    private void importsContracts() {
        Set<String> foreign = new TreeSet<>();
        for (BundleRequirement required :
                provider.attached().bundle().adapt(BundleRevision.class).getDeclaredRequirements(PACKAGE)) {
            Matcher name = PACKAGE_NAME.matcher(required.getDirectives().getOrDefault("filter", ""));
            boolean mandatory = "mandatory".equals(required.getDirectives().getOrDefault("resolution", "mandatory"));
            if (mandatory && name.find() && !isHost(name.group(1))) {
                foreign.add(name.group(1));
            }
        }
        Demand.none(foreign, "It imports packages that no daemon promises; embed them");
    }

    private static boolean isHost(String name) {
        return name.startsWith(CONTRACTS)
                || name.startsWith("java.")
                || name.startsWith("javax.")
                || HOST.contains(name);
    }

    private void containsNoContract() throws Exception {
        List<String> contained = new ArrayList<>();
        try (JarFile file = new JarFile(provider.jar().toFile())) {
            file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(CONTRACTS.replace('.', '/')) && name.endsWith(".class"))
                    .forEach(contained::add);
        }
        Demand.none(contained, "It contains classes of the contracts");
    }
}
