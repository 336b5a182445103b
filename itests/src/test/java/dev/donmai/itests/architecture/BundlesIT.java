package dev.donmai.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the bundles show of themselves. */
class BundlesIT {

    private static final JavaClasses CLASSES = BuiltJars.classes();

    private static final List<BundleManifest> BUNDLES = BuiltJars.all().stream()
            .map(BundleManifest::of)
            .filter(BundleManifest::isBundle)
            .toList();

    private static final Set<String> EXPORTED =
            BUNDLES.stream().flatMap(bundle -> bundle.exported().stream()).collect(Collectors.toSet());

    @Test
    void everyRoomButTheProgramIsABundle() {
        Set<String> rooms = BUNDLES.stream()
                .map(bundle -> RoomTable.roomOf(bundle.symbolicName()))
                .collect(Collectors.toSet());
        Set<String> expected = new HashSet<>(RoomTable.rooms());
        expected.removeAll(List.of("launcher", "standin"));
        assertThat(rooms).isEqualTo(expected);
    }

    @Test
    void aBundleExportsItsOwnPackagesAndNoImplementation() {
        assertThat(BUNDLES)
                .allSatisfy(bundle -> assertThat(bundle.exported()).allSatisfy(exported -> {
                    assertThat(exported + ".").startsWith(bundle.symbolicName() + ".");
                    assertThat(exported + ".").doesNotContain(".internal.");
                }));
    }

    @Test
    void aBundleImportsOnlyFromRoomsItMayUse() {
        assertThat(BUNDLES)
                .allSatisfy(bundle -> assertThat(bundle.imported())
                        .filteredOn(RoomTable::isOurs)
                        .allSatisfy(imported -> {
                            assertThat(imported + ".").doesNotContain(".internal.");
                            assertThat(RoomTable.allows(bundle.symbolicName(), imported))
                                    .as("%s imports %s", bundle.symbolicName(), imported)
                                    .isTrue();
                        }));
    }

    @Test
    void aProviderImportsNothingOfOursButTheContracts() {
        List<BundleManifest> providers = BUNDLES.stream()
                .filter(bundle -> RoomTable.roomOf(bundle.symbolicName()).equals(RoomTable.PROVIDERS))
                .toList();
        assertThat(providers).isNotEmpty();
        assertThat(providers).allSatisfy(bundle -> {
            assertThat(bundle.exported()).isEmpty();
            assertThat(bundle.imported())
                    .filteredOn(RoomTable::isOurs)
                    .allMatch(imported -> RoomTable.roomOf(imported).equals("api"));
        });
    }

    @Test
    void aServiceExportsContractsAndNoImplementation() {
        List<JavaClass> wrong = exported()
                .filter(type -> RoomTable.SERVICES.contains(RoomTable.roomOf(type.getPackageName())))
                .filter(type -> !isContract(type))
                .toList();
        assertThat(wrong).isEmpty();
    }

    private static boolean isContract(JavaClass type) {
        return type.isInterface()
                || type.isRecord()
                || type.isEnum()
                || type.isAnnotation()
                || type.isAnonymousClass()
                || type.isAssignableTo(Throwable.class);
    }

    @Test
    void noExportedTypeShowsAnInternalOne() {
        List<String> shown = exported()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> Stream.concat(
                        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                                .filter(BundlesIT::isInternal)
                                .map(used -> type.getName() + " is a " + used.getName()),
                        type.getMembers().stream()
                                .filter(BundlesIT::isVisible)
                                .flatMap(member -> involved(member)
                                        .filter(BundlesIT::isInternal)
                                        .map(used -> member.getFullName() + " shows " + used.getName()))))
                .toList();
        assertThat(shown).isEmpty();
    }

    private static Stream<JavaClass> exported() {
        return CLASSES.stream()
                .filter(type -> EXPORTED.contains(type.getPackageName()))
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> involved(JavaMember member) {
        Stream<JavaType> types = switch (member) {
            case JavaField field -> Stream.of(field.getType());
            case JavaCodeUnit unit ->
                Stream.of(
                                Stream.of(unit.getReturnType()),
                                unit.getParameterTypes().stream(),
                                unit.getExceptionTypes().stream())
                        .flatMap(stream -> stream);
            default -> Stream.of();
        };
        return types.flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.");
    }
}
