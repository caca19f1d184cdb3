package dev.restante.testkit;

import dev.restante.Application;
import dev.restante.Registry;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each test a {@link TestRuntime} of its own, as a parameter of the test method and of what runs before and after it. When the test
 * fails, the failure carries the runtime's {@linkplain TestRuntime#report report}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestRuntimeExtension RUNTIME = TestRuntimeExtension.of(new Bank());
 *
 * @Test
 * void a_transfer_arrives(TestRuntime runtime) { … }
 * }</pre>
 *
 * <p>Needs JUnit Jupiter on the class path; nothing else in the test kit does. Thread-safe, and so fit for tests that run side by side.
 */
public final class TestRuntimeExtension implements ParameterResolver, TestExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(TestRuntimeExtension.class);

    private final Supplier<TestRuntime> runtimes;

    private TestRuntimeExtension(Supplier<TestRuntime> runtimes) {
        this.runtimes = runtimes;
    }

    /** Each test gets a runtime that hosts {@code applications}. */
    public static TestRuntimeExtension of(Application... applications) {
        Registry registry = Registry.of(List.of(applications));
        return new TestRuntimeExtension(() -> TestRuntime.of(registry));
    }

    /** Each test gets what {@code runtimes} makes for it. */
    public static TestRuntimeExtension of(Supplier<TestRuntime> runtimes) {
        return new TestRuntimeExtension(runtimes);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestRuntime.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).getOrComputeIfAbsent(this, key -> runtimes.get(), TestRuntime.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        TestRuntime runtime = store(context).get(this, TestRuntime.class);
        if (runtime != null) {
            failure.addSuppressed(new ReportedState(runtime));
        }
        throw failure;
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** No failure of its own: how the runtime stood when the test failed. */
    private static final class ReportedState extends Exception {

        private static final long serialVersionUID = 1L;

        ReportedState(TestRuntime runtime) {
            super("the runtime " + describe(runtime), null, false, false);
        }

        private static String describe(TestRuntime runtime) {
            try {
                return runtime.report();
            } catch (AssertionError | RuntimeException e) {
                // The test failed for the same reason, or a worse one; its own failure must not get lost.
                return "cannot be described: " + e;
            }
        }
    }
}
