package dev.donmai.lifecycle.internal;

import dev.donmai.lifecycle.Doctor;
import dev.donmai.lifecycle.DoctorCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    /** The older command line gives up after 10 s. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Services services;
    private final Examination examination = new Examination(LIMIT);

    /** Guarded by this. */
    private Optional<CompletableFuture<List<Examined>>> current = Optional.empty();

    @Activate
    public DoctorService(BundleContext context) {
        this(new Services.InFramework(context));
    }

    DoctorService(Services services) {
        this.services = services;
    }

    @Override
    public List<Examined> examine() throws InterruptedException {
        CompletableFuture<List<Examined>> shared;
        synchronized (this) {
            shared = current.orElseGet(this::begin);
            current = Optional.of(shared);
        }
        try {
            return shared.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the examination failed", e.getCause());
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
        } catch (InterruptedException | RuntimeException e) {
            done();
            result.completeExceptionally(e);
        }
    }

    private synchronized void done() {
        current = Optional.empty();
    }
}
