package dev.restante.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules between modules, and those for all of them. They stand here because only the last module sees every other one. */
class HouseRulesTest {

    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "runtime", Set.of(),
            "actors", Set.of("runtime"),
            "persistence", Set.of("runtime"),
            "cluster-config", Set.of("runtime"),
            "gateway", Set.of("runtime", "actors", "persistence", "cluster-config"),
            "sample-apps", Set.of("runtime", "actors", "persistence", "cluster-config", "gateway"),
            "benchmarks", Set.of("runtime", "actors", "persistence", "cluster-config", "gateway", "sample-apps"));

    private static final Pattern MODULE_OF = Pattern.compile("/(" + String.join("|", MAY_USE.keySet()) + ")/target/");

    private static final JavaClasses RESTANTE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.restante");

    @Test
    void every_module_is_looked_at() {
        Set<String> seen =
                RESTANTE.stream().flatMap(type -> moduleOf(type).stream()).collect(Collectors.toSet());

        assertThat(seen).isEqualTo(MAY_USE.keySet());
    }

    @Test
    void modules_use_only_what_the_layout_allows() {
        MAY_USE.forEach((module, allowed) -> noClasses()
                .that(belongTo(module))
                .should()
                .dependOnClassesThat(belongToNoneOf(module, allowed))
                .check(RESTANTE));
    }

    @Test
    void packages_form_no_cycle() {
        slices().assignedFrom(packages()).should().beFreeOfCycles().check(RESTANTE);
    }

    @Test
    void ready_made_behaviors_use_the_public_api_alone() {
        noClasses()
                .that(belongTo("actors"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.restante.engine..", "dev.restante.pekko..", "dev.restante.store..")
                .check(RESTANTE);
    }

    @Test
    void samples_name_no_pekko_type() {
        noClasses()
                .that(belongTo("sample-apps"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.pekko..")
                .check(RESTANTE);
    }

    @Test
    void nothing_sleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(RESTANTE);
    }

    @Test
    void classes_are_named_after_their_role() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Base")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(RESTANTE);
    }

    @Test
    void every_package_is_null_marked() {
        List<String> unmarked = RESTANTE.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(candidate -> candidate
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isEmpty())
                .map(candidate -> candidate.getName())
                .toList();

        assertThat(unmarked).isEmpty();
    }

    private static DescribedPredicate<JavaClass> belongTo(String module) {
        return DescribedPredicate.describe(
                "belong to " + module, type -> moduleOf(type).equals(Optional.of(module)));
    }

    private static DescribedPredicate<JavaClass> belongToNoneOf(String module, Set<String> allowed) {
        return DescribedPredicate.describe(
                "belong to a module other than " + module + " and " + allowed,
                type -> moduleOf(type)
                        .filter(other -> !other.equals(module) && !allowed.contains(other))
                        .isPresent());
    }

    /** Tells the module from where the class was read: module/target/classes, or a jar in module/target. */
    private static Optional<String> moduleOf(JavaClass type) {
        return type.getSource()
                .map(Source::getUri)
                .map(uri -> MODULE_OF.matcher(uri.toString()))
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
