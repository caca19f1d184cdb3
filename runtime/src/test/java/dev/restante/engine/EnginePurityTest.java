package dev.restante.engine;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The simulator replays a history from its seed only because nothing in the engine acts, waits or guesses by itself. */
@AnalyzeClasses(packages = "dev.restante.engine", importOptions = DoNotIncludeTests.class)
class EnginePurityTest {

    private static final DescribedPredicate<JavaClass> PLAIN_COMPUTATION = resideInAnyPackage(
                    "dev.restante",
                    "dev.restante.engine..",
                    "org.jspecify.annotations",
                    "java.lang",
                    "java.lang.annotation",
                    "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.util.zip")
            .or(belongToAnyOf(Row.class, RowChange.class))
            .or(belongToAnyOf(
                    ByteArrayInputStream.class,
                    ByteArrayOutputStream.class,
                    DataInput.class,
                    DataInputStream.class,
                    DataOutput.class,
                    DataOutputStream.class,
                    EOFException.class,
                    IOException.class,
                    UncheckedIOException.class))
            .or(DescribedPredicate.describe(
                    "arrays of primitives",
                    candidate -> candidate.getBaseComponentType().isPrimitive()));

    private static final DescribedPredicate<JavaClass> THREADS = belongToAnyOf(
            Thread.class, ThreadGroup.class, ThreadLocal.class, Runtime.class, Process.class, ProcessBuilder.class);

    private static final DescribedPredicate<JavaClass> CLOCKS_AND_CHANCE = belongToAnyOf(
            Clock.class,
            InstantSource.class,
            Timer.class,
            TimerTask.class,
            Random.class,
            SplittableRandom.class,
            RandomGenerator.class);

    @ArchTest
    static final ArchRule the_engine_uses_plain_computation_only = classes()
            .should()
            .onlyDependOnClassesThat(PLAIN_COMPUTATION)
            .because("I/O, Pekko, locks and other threads belong to the shell");

    @ArchTest
    static final ArchRule the_engine_knows_no_thread_clock_or_chance =
            noClasses().should().dependOnClassesThat(THREADS.or(CLOCKS_AND_CHANCE));

    @ArchTest
    static final ArchRule the_engine_is_told_the_time = noClasses()
            .should()
            .accessTargetWhere(target(owner(resideInAnyPackage("java.time"))).and(target(name("now"))));

    @ArchTest
    static final ArchRule the_engine_is_given_its_ids = noClasses()
            .should()
            .accessTargetWhere(
                    target(owner(belongToAnyOf(UUID.class, Math.class))).and(target(nameMatching("random(UUID)?"))));

    @ArchTest
    static final ArchRule of_the_system_the_engine_uses_the_array_copy_alone = noClasses()
            .should()
            .accessTargetWhere(
                    target(owner(type(System.class))).and(target(DescribedPredicate.not(name("arraycopy")))));
}
