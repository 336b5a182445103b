package dev.donmai.lifecycle.internal;

import dev.donmai.lifecycle.Doctor;
import dev.donmai.lifecycle.DoctorCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * One examination at a time: who asks while one is under way waits for it.
 *
 * <p>Checks are looked up when somebody asks, not injected: a room may come with one later.
 */
@Component(immediate = true)
public final class DoctorService implements Doctor {

    /** What a check may take. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** The older command line gives up then. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Services services;
    private final Duration longestWait;
    private final Examination examination = new Examination(LIMIT);

    /** Guarded by this. */
    private Optional<CompletableFuture<List<Examined>>> current = Optional.empty();

    @Activate
    public DoctorService(BundleContext context) {
        this(new Services.InFramework(context), LONGEST_WAIT);
    }

    DoctorService(Services services, Duration longestWait) {
        this.services = services;
        this.longestWait = longestWait;
    }

    @Override
    public List<Examined> examine() throws InterruptedException {
        CompletableFuture<List<Examined>> shared;
        synchronized (this) {
            shared = current.orElseGet(this::begin);
            current = Optional.of(shared);
        }
        try {
            return shared.get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the examination failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the examination did not end within " + longestWait.toSeconds() + " s", e);
        }
    }

    private CompletableFuture<List<Examined>> begin() {
        CompletableFuture<List<Examined>> begun = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("donmai-doctor").start(() -> run(begun));
        return begun;
    }

    private void run(CompletableFuture<List<Examined>> result) {
        try {
            List<Examined> examined = examination.examine(services.all(DoctorCheck.class));
            done();
            result.complete(examined);
        } catch (InterruptedException | RuntimeException | Error e) {
            // Errors too, such as that no thread can be had: who waits and who asks next must not hang on it.
            done();
            result.completeExceptionally(e);
        }
    }

    private synchronized void done() {
        current = Optional.empty();
    }
}
