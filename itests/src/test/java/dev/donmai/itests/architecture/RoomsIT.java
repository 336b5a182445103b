package dev.donmai.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms use each other along the table and by their contracts. */
class RoomsIT {

    private static final JavaClasses CLASSES = BuiltJars.classes();

    @Test
    void everyRoomIsThere() {
        Set<String> rooms = CLASSES.stream()
                .map(type -> RoomTable.roomOf(type.getPackageName()))
                .collect(Collectors.toSet());
        assertThat(rooms).isEqualTo(RoomTable.rooms());
    }

    @Test
    void theTableHasNoCycle() {
        Set<String> settled = new TreeSet<>();
        while (settled.addAll(RoomTable.rooms().stream()
                .filter(room -> settled.containsAll(RoomTable.mayUse(room)))
                .toList())) {
            // Each round settles the rooms that use settled ones only.
        }
        assertThat(settled).isEqualTo(RoomTable.rooms());
    }

    @Test
    void aRoomUsesOnlyWhatTheTableAllows() {
        assertThat(violations(RoomTable::allows)).isEmpty();
    }

    @Test
    void nobodyUsesTheImplementationOfAnotherRoom() {
        assertThat(violations(
                        (from, to) -> !isInternal(to) || RoomTable.roomOf(from).equals(RoomTable.roomOf(to))))
                .isEmpty();
    }

    @Test
    void onlyOneRoomStartsProcesses() {
        assertThat(usersOf(ProcessBuilder.class.getName())).isSubsetOf("process");
        assertThat(callersOf(Runtime.class.getName(), "exec")).isEmpty();
    }

    @Test
    void onlyOneRoomSpeaksHttpToOthers() {
        assertThat(usersOf("java.net.http.HttpClient")).isSubsetOf("net");
        assertThat(usersOf("java.net.HttpURLConnection")).isEmpty();
    }

    @Test
    void onlyOneRoomMakesAJsonMapper() {
        // config binds YAML scalars by rules that JSON does not have.
        assertThat(callersOf("com.fasterxml.jackson.databind.json.JsonMapper", "builder"))
                .containsExactlyInAnyOrder("config", "model");
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                        .filter(call ->
                                call.getTargetOwner().getPackageName().startsWith("com.fasterxml.jackson.databind"))
                        .filter(call -> call.getTargetOwner().getSimpleName().endsWith("Mapper")))
                .isEmpty();
    }

    @Test
    void onlyProgramsEndTheProcess() {
        assertThat(callersOf(System.class.getName(), "exit")).isEmpty();
        assertThat(callersOf(Runtime.class.getName(), "halt")).isSubsetOf("launcher", "worker");
    }

    @Test
    void resourcesOfTheApiLeaveFilesProcessesAndThreadsToServices() {
        List<JavaClass> resources = CLASSES.stream()
                .filter(type -> RoomTable.roomOf(type.getPackageName()).equals("http"))
                .filter(type -> type.getSimpleName().endsWith("Resource") && !type.isInterface())
                .toList();
        assertThat(resources).isNotEmpty();
        assertThat(resources)
                .allSatisfy(resource -> assertThat(resource.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getFullName()))
                        .doesNotContain(
                                "java.nio.file.Files",
                                "java.io.File",
                                "java.lang.Process",
                                "java.lang.Thread",
                                "java.util.concurrent.ExecutorService"));
    }

    private static List<String> violations(BiPredicate<String, String> allowed) {
        return CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> RoomTable.isOurs(target(dependency)))
                .filter(dependency -> !allowed.test(dependency.getOriginClass().getPackageName(), target(dependency)))
                .map(Dependency::getDescription)
                .sorted()
                .toList();
    }

    private static String target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType().getPackageName();
    }

    private static boolean isInternal(String packageName) {
        return (packageName + ".").contains(".internal.");
    }

    private static Set<String> usersOf(String className) {
        return CLASSES.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getFullName().equals(className)))
                .map(type -> RoomTable.roomOf(type.getPackageName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> callersOf(String owner, String method) {
        return CLASSES.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals(method)
                                && call.getTargetOwner().getFullName().equals(owner)))
                .map(type -> RoomTable.roomOf(type.getPackageName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
