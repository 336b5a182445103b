package dev.donmai.registry.internal;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds a real provider JAR with one compiled class: a bundle activator that registers the provider. */
final class ProviderJar {

    private static final String SERVICES = "META-INF/services/dev.donmai.api.agent.AgentRuntime";

    private final String id;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private String probe = "return Probe.ready();";
    private String start = "context.registerService(AgentRuntimeProvider.class, this, null);";
    private String saidId;
    private String capabilities = "AgentCapabilities.minimal(\"Echo\")";

    ProviderJar(String id) {
        this.id = id;
        this.saidId = id;
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", "test.provider." + id);
        headers.put("Bundle-Version", "1.2.3.x");
        headers.put("Bundle-Activator", "echo.Echo");
        headers.put("Import-Package", "dev.donmai.api.agent,dev.donmai.api.provider,org.osgi.framework");
        headers.put("Provide-Capability", "dev.donmai.provider;family=agent-runtime;id=" + id + ";cap.humanLabel=Echo");
        entries.put(SERVICES, "echo.Runtime\n".getBytes(StandardCharsets.UTF_8));
    }

    ProviderJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    ProviderJar without(String nameOrEntry) {
        headers.remove(nameOrEntry);
        entries.remove(nameOrEntry);
        return this;
    }

    ProviderJar entry(String name, String content) {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Java statements of {@code probe(Map settings)}. */
    ProviderJar probing(String statements) {
        probe = statements;
        return this;
    }

    /** Java statements of {@code start(BundleContext context)}. */
    ProviderJar starting(String statements) {
        start = statements;
        return this;
    }

    ProviderJar sayingItIs(String other) {
        saidId = other;
        return this;
    }

    ProviderJar able(String expression) {
        capabilities = expression;
        return this;
    }

    Path build(Path file) throws IOException {
        Path work = Files.createTempDirectory(file.getParent(), ".build");
        Path source = Files.createDirectories(work.resolve("echo")).resolve("Echo.java");
        Files.writeString(source, source());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        boolean compiled = compiler.getTask(
                        problems,
                        null,
                        null,
                        List.of("-proc:none", "-cp", classPath(), "-d", work.toString()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        if (!compiled) {
            throw new IllegalStateException(problems.toString());
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        entries.put("echo/Echo.class", Files.readAllBytes(work.resolve("echo/Echo.class")));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return file;
    }

    private String source() {
        return """
                package echo;
                import dev.donmai.api.agent.*;
                import dev.donmai.api.provider.*;
                import java.util.Map;
                import org.osgi.framework.*;
                public final class Echo implements AgentRuntimeProvider, BundleActivator {
                    public void start(BundleContext context) throws Exception { %s }
                    public void stop(BundleContext context) {}
                    public String id() { return "%s"; }
                    public AgentCapabilities capabilities() { return %s; }
                    public Probe probe(Map<String, Object> settings) { %s }
                }
                """.formatted(start, saidId, capabilities, probe);
    }

    private static String classPath() {
        return Path.of(TestFramework.jarOf("dev.donmai.api.agent.AgentRuntimeProvider"))
                + File.pathSeparator
                + Path.of(TestFramework.jarOf("org.osgi.framework.BundleActivator"));
    }

    @Override
    public String toString() {
        return id;
    }
}
