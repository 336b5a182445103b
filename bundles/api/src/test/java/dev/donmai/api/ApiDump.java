package dev.donmai.api;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything public in the contracts, as lines: each package with its version, each type with its role, each member.
 *
 * @param packages the lines of each package, which begin with the one of the package
 */
record ApiDump(Map<String, List<String>> packages) {

    private static final String PACKAGE = "package ";
    private static final Set<String> INHERITED = Set.of("equals", "hashCode", "toString");

    /** Of compiled classes, which this JVM can load too. */
    static ApiDump of(Path classes) throws IOException, ReflectiveOperationException {
        Map<String, List<String>> packages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                ClassModel model = ClassFile.of().parse(file);
                String name = model.thisClass().asInternalName().replace('/', '.');
                String in = name.substring(0, name.lastIndexOf('.'));
                List<String> lines = packages.computeIfAbsent(in, key -> new ArrayList<>(List.of(PACKAGE + key)));
                if (name.endsWith(".package-info")) {
                    lines.set(0, PACKAGE + in + " " + value(model, "Version").orElse("without a version"));
                } else {
                    add(lines, model, Class.forName(name, false, ApiDump.class.getClassLoader()));
                }
            }
        }
        return new ApiDump(packages);
    }

    /** Of a text. */
    static ApiDump parse(List<String> text) {
        Map<String, List<String>> packages = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : text) {
            if (line.startsWith(PACKAGE)) {
                lines = new ArrayList<>();
                packages.put(line.split(" ", 3)[1], lines);
            }
            if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return new ApiDump(packages);
    }

    List<String> text() {
        List<String> text = new ArrayList<>();
        packages.values().forEach(lines -> {
            text.addAll(lines);
            text.add("");
        });
        return text;
    }

    private static void add(List<String> lines, ClassModel model, Class<?> type) {
        if (!isVisible(type)) {
            return;
        }
        String role =
                has(model, "ConsumerType") ? "@ConsumerType " : has(model, "ProviderType") ? "@ProviderType " : "";
        lines.add(role + type.toGenericString());
        List<String> members = new ArrayList<>();
        Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .map(Member.class::cast)
                .filter(member -> !member.isSynthetic())
                // Every record has them.
                .filter(member -> !(type.isRecord() && INHERITED.contains(member.getName())))
                .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
                .forEach(member -> members.add("    " + text(member)));
        members.sort(null);
        lines.addAll(members);
    }

    private static String text(Member member) {
        return member instanceof Executable executable
                ? executable.toGenericString()
                : ((Field) member).toGenericString();
    }

    private static boolean isVisible(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static Stream<Annotation> annotations(ClassModel model) {
        return model.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream());
    }

    private static boolean has(ClassModel model, String annotation) {
        return annotations(model).anyMatch(each -> isCalled(each, annotation));
    }

    private static Optional<String> value(ClassModel model, String annotation) {
        return annotations(model)
                .filter(each -> isCalled(each, annotation))
                .flatMap(each -> each.elements().stream())
                .map(element -> ((AnnotationValue.OfString) element.value()).stringValue())
                .findFirst();
    }

    private static boolean isCalled(Annotation annotation, String name) {
        return annotation.className().stringValue().endsWith("/" + name + ";");
    }
}
