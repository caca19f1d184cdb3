package dev.restante;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Within the module: the API and the engine know nothing of what runs them. */
@AnalyzeClasses(packages = "dev.restante", importOptions = DoNotIncludeTests.class)
class RuntimeArrowsTest {

    /** A provider is given the actor system, so that a store can share it; it is the one exception. */
    @ArchTest
    static final ArchRule the_api_names_no_pekko_type = noClasses()
            .that()
            .resideInAnyPackage("dev.restante", "dev.restante.store")
            .and()
            .doNotHaveSimpleName("StateStoreProvider")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..", "dev.restante.pekko..");

    @ArchTest
    static final ArchRule only_the_extension_needs_junit = noClasses()
            .that()
            .haveNameNotMatching(".*TestRuntimeExtension.*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..");

    @ArchTest
    static final ArchRule the_test_kit_needs_no_actor_system = noClasses()
            .that()
            .resideInAPackage("dev.restante.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..", "dev.restante.pekko..");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().assignedFrom(packages()).should().beFreeOfCycles();

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
