package dev.donmai.itests.providers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Builds the JAR of an agent runtime {@code echo}, whose agent is a shell that runs the prompt and sees the runtime's version
 * in {@code ECHO_VERSION}. As soon as a class of its descriptor is loaded, it leaves a mark.
 */
final class AgentJar {

    private static final String SERVICES = "META-INF/services/dev.donmai.api.agent.AgentRuntime";

    private final Path folder;
    private final String version;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String id = "echo";
    private String start = "";
    private boolean resumable;

    /**
     * A JAR that nothing is wrong with.
     *
     * @param folder where it is built
     */
    AgentJar(Path folder, String version) {
        this.folder = folder;
        this.version = version;
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", "test.echo");
        headers.put("Bundle-Version", version);
        headers.put("Bundle-Activator", "echo.Echo");
        headers.put("Import-Package", "dev.donmai.api.agent,dev.donmai.api.provider,org.osgi.framework");
        headers.put("Provide-Capability", "dev.donmai.provider;family=agent-runtime;id=echo;cap.humanLabel=Echo");
    }

    /** Under another id than {@code echo}. */
    AgentJar named(String name) {
        id = name;
        headers.put("Bundle-SymbolicName", "test." + name);
        return header(
                "Provide-Capability", "dev.donmai.provider;family=agent-runtime;id=" + name + ";cap.humanLabel=Echo");
    }

    AgentJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Java statements that the activator begins with. */
    AgentJar starting(String statements) {
        start = statements;
        return this;
    }

    /** Whether its object says that it can resume. */
    AgentJar resumable() {
        resumable = true;
        return this;
    }

    /** What is there once its code has been loaded. */
    Path mark() {
        return folder.resolve("loaded-" + version);
    }

    /** Builds it under a name of its own. */
    Path build() {
        try {
            Path work = Files.createTempDirectory(folder, "echo-" + version + "-");
            compile(work);
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
            Path jar = work.resolve("echo-" + version + ".jar");
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out, manifest);
                    Stream<Path> classes = Files.walk(work)) {
                entry(entries, SERVICES, "echo.Runtime\n".getBytes(StandardCharsets.UTF_8));
                for (Path file : classes.filter(path -> path.toString().endsWith(".class"))
                        .sorted()
                        .toList()) {
                    entry(entries, work.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds it and puts it into a directory in one step, as operators are told to. */
    Path drop(Path directory, String name) {
        return drop(build(), directory, name);
    }

    /** Puts a JAR into a directory in one step. */
    static Path drop(Path jar, Path directory, String name) {
        try {
            Files.createDirectories(directory);
            Path coming = Files.copy(jar, directory.resolve("." + name), StandardCopyOption.REPLACE_EXISTING);
            return Files.move(coming, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private void compile(Path work) throws IOException {
        Path sources = Files.createDirectories(work.resolve("echo"));
        List<Path> files = List.of(
                Files.writeString(sources.resolve("Echo.java"), descriptor()),
                Files.writeString(sources.resolve("Runtime.java"), runtime()));
        StringWriter problems = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            problems,
                            manager,
                            null,
                            List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", work.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(problems.toString());
            }
        }
    }

    private String descriptor() {
        return """
                package echo;
                import dev.donmai.api.agent.*;
                import dev.donmai.api.provider.*;
                import java.nio.file.*;
                import java.util.Map;
                import org.osgi.framework.*;
                public final class Echo implements AgentRuntimeProvider, BundleActivator {
                    static {
                        try { Files.writeString(Path.of("%s"), "loaded"); }
                        catch (java.io.IOException e) { throw new IllegalStateException(e); }
                    }
                    public void start(BundleContext context) throws Exception {
                        %s
                        context.registerService(AgentRuntimeProvider.class, this, null);
                    }
                    public void stop(BundleContext context) {}
                    public String id() { return "%s"; }
                    public AgentCapabilities capabilities() {
                        return new AgentCapabilities(false, %b, false, false, false, false, false, false, false, false, "", "Echo");
                    }
                    public Probe probe(Map<String, Object> settings) { return Probe.ready(); }
                }
                """.formatted(mark(), start, id, resumable);
    }

    private String runtime() {
        return """
                package echo;
                import dev.donmai.api.agent.*;
                import java.io.*;
                import java.time.Duration;
                import java.util.*;
                import java.util.concurrent.*;
                public final class Runtime implements AgentRuntime {
                    public String id() { return "%s"; }
                    public AgentSession start(AgentSpec spec, AgentContext context) throws AgentException {
                        try {
                            AgentProcess process = context.launch(
                                    new AgentCommand(List.of("/bin/sh"), Map.of("ECHO_VERSION", "%s"), spec.prompt()));
                            CountDownLatch ended = new CountDownLatch(1);
                            Thread.ofPlatform().daemon().name("echo").start(() -> run(process, context, ended));
                            return new AgentSession() {
                                public Optional<String> sessionId() { return Optional.of("echo"); }
                                public boolean awaitEnd(Duration timeout) throws InterruptedException {
                                    return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
                                }
                                public void stop() { process.stop(Duration.ofSeconds(5)); }
                            };
                        } catch (IOException e) {
                            throw new AgentException(AgentException.SPAWN_FAILED + ": " + e.getMessage(), e);
                        }
                    }
                    private static void run(AgentProcess process, AgentContext context, CountDownLatch ended) {
                        context.emit(new AgentEvent.Init("echo"));
                        Thread.ofPlatform().daemon().name("echo-stderr").start(() -> lines(process.stderr(), context));
                        lines(process.stdout(), context);
                        try {
                            int exit = process.awaitExit(Duration.ofMinutes(5)).orElse(-1);
                            context.emit(new AgentEvent.Result(
                                    exit == 0, "exit " + exit, List.of(), exit == 0 ? "" : "failed", AgentEvent.Cost.NONE));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } finally {
                            process.stop(Duration.ofSeconds(1));
                            ended.countDown();
                        }
                    }
                    private static void lines(InputStream in, AgentContext context) {
                        new BufferedReader(new InputStreamReader(in)).lines()
                                .forEach(line -> context.emit(new AgentEvent.Text(line)));
                    }
                }
                """.formatted(id, version);
    }
}
