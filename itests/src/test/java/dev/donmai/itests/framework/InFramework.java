package dev.donmai.itests.framework;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.ops4j.pax.exam.ExamConfigurationException;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestDirectory;
import org.ops4j.pax.exam.TestInstantiationInstruction;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.ExamReactor;
import org.ops4j.pax.exam.spi.StagedExamReactor;
import org.ops4j.pax.exam.spi.reactors.ReactorManager;

/**
 * Runs the test methods of a class inside the framework that its {@code @Configuration} method describes. Pax Exam has
 * no driver for this JUnit. Test classes and methods are public; each method gets an instance of its own, inside.
 */
final class InFramework implements BeforeAllCallback, InvocationInterceptor, AfterAllCallback {

    private final ReactorManager manager = ReactorManager.getInstance();
    private final Map<Method, TestAddress> addresses = new HashMap<>();
    private @Nullable StagedExamReactor staged;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> tests = context.getRequiredTestClass();
        Object instance = tests.getConstructor().newInstance();
        ExamReactor reactor = manager.prepareReactor(tests, instance);
        TestProbeBuilder probe = probe(instance);
        for (Method method : tests.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                manager.storeTestMethod(probe.addTest(tests, method.getName()), method);
            }
        }
        reactor.addProbe(probe);
        StagedExamReactor ready = manager.stageReactor();
        for (TestAddress address : ready.getTargets()) {
            Method method = (Method) manager.lookupTestMethod(address.root());
            addresses.put(method, address);
            TestDirectory.getInstance()
                    .add(address, new TestInstantiationInstruction(tests.getName() + ";" + method.getName()));
        }
        staged = ready;
        manager.beforeClass(ready, instance);
    }

    private TestProbeBuilder probe(Object instance) throws Exception {
        try {
            return manager.createProbeBuilder(instance);
        } catch (ExamConfigurationException e) {
            throw new IllegalStateException("the probe cannot be built", e);
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        try {
            running().invoke(addresses.get(call.getExecutable()));
        } catch (Exception e) {
            throw rootOf(e);
        }
    }

    /** What the test threw, without the layers of the way out of the framework. */
    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null
                && (root instanceof InvocationTargetException
                        || root.getClass().getName().startsWith("org.ops4j."))) {
            root = root.getCause();
        }
        return root;
    }

    private StagedExamReactor running() {
        StagedExamReactor reactor = staged;
        if (reactor == null) {
            throw new IllegalStateException("the framework was not started");
        }
        return reactor;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (staged != null) {
            manager.afterClass(running(), context.getRequiredTestClass());
        }
    }
}
