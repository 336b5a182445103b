package dev.donmai.registry.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.registry.internal.Succession.Seal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of provider JARs while the daemon runs: they arrive, take each other's place, drain and go. Everything here
 * runs on the registry's one thread, and nothing waits: a provider's code runs on a thread of its own, and what follows
 * from it is another task of this thread.
 */
final class ProviderLifecycle {

    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ProviderLifecycle.class);

    private final ProviderTable table;
    private final JarExamination examination;
    private final EntryFactory entries;
    private final ProviderSwitches switches;
    private final SessionLeases leases;
    private final StoreSweep sweep;
    private final DropIns dropIns;
    private final String version;
    private final RegistryThread thread;
    private final Set<Succession> open = new HashSet<>();
    private boolean settling;

    /** Makes the entry of a JAR. */
    @FunctionalInterface
    interface EntryFactory {
        ProviderEntry of(ExaminedJar jar);
    }

    ProviderLifecycle(
            ProviderTable table,
            JarExamination examination,
            EntryFactory entries,
            ProviderSwitches switches,
            SessionLeases leases,
            StoreSweep sweep,
            DropIns dropIns,
            String version,
            RegistryThread thread) {
        this.table = table;
        this.examination = examination;
        this.entries = entries;
        this.switches = switches;
        this.leases = leases;
        this.sweep = sweep;
        this.dropIns = dropIns;
        this.version = version;
        this.thread = thread;
    }

    /** Takes a JAR that nobody stands in the way of, or says in its row who does. */
    ProviderEntry arrive(ProviderFile source) {
        return settleIn(examined(examination.pin(source)));
    }

    private ProviderEntry settleIn(ExaminedJar jar) {
        ProviderEntry entry = entries.of(withoutRival(jar));
        table.add(entry);
        if (!entry.refused() && switches.off(entry.family(), entry.id())) {
            entry.switchOff();
            entry.rest();
        }
        return entry;
    }

    /** Looks at a copy, unless another entry has the same bytes: the framework would know them as one bundle. */
    private ExaminedJar examined(ExaminedJar pinned) {
        return table.all()
                .filter(entry -> pinned.file().isPresent() && entry.jar().file().equals(pinned.file()))
                .filter(entry -> !entry.leaving())
                .findFirst()
                .map(same -> pinned.refused(duplicate(pinned, same, "the same content")))
                .orElseGet(() -> examination.examine(pinned));
    }

    private void bring(ProviderEntry entry) {
        entry.begin();
        thread.later(Providers.START_LIMIT, entry.overdue());
    }

    private ExaminedJar withoutRival(ExaminedJar jar) {
        return jar.refusal().isPresent()
                ? jar
                : table.holder(ProviderRow.family(jar), ProviderRow.id(jar))
                        .map(rival -> jar.refused(duplicate(jar, rival, "the id \"" + ProviderRow.id(jar) + "\"")))
                        .orElse(jar);
    }

    private static Refusal duplicate(ExaminedJar jar, ProviderEntry rival, String what) {
        return new Refusal(
                Refusal.Kind.DUPLICATE,
                "duplicate: " + jar.source().path() + " has " + what + " that "
                        + rival.jar().source().path() + " has already; remove one of them");
    }

    /** Makes the entries what the directory says. */
    void reconcile() {
        try {
            List<Path> there = dropIns.jars();
            List<ProviderEntry> gone = table.local()
                    .filter(entry -> !there.contains(entry.jar().source().path()))
                    .collect(Collectors.toCollection(ArrayList::new));
            for (Path path : there) {
                Optional<ProviderEntry> known = table.at(path);
                boolean same = known.isPresent() && known.get().jar().stamp().equals(FileStamp.of(path));
                if (same && !hasRoomNow(known.get())) {
                    continue;
                }
                if (DropIns.growing(path)) {
                    thread.later(DropIns.GROWING, this::reconcile);
                    continue;
                }
                read(path, known, gone);
            }
            for (ProviderEntry entry : gone) {
                if (entry.refused()) {
                    drop(entry);
                } else {
                    leave(entry, "its file " + entry.jar().source().path() + " was removed");
                    // Another file may have waited for the place.
                    thread.execute(this::reconcile);
                }
            }
        } catch (IOException e) {
            LOG.warn("the drop-in providers cannot be looked at: {}", e.getMessage());
        }
    }

    /** Whether one that was refused for another's sake could have the place now. */
    private boolean hasRoomNow(ProviderEntry entry) {
        return entry.jar()
                        .refusal()
                        .filter(r -> r.kind() == Refusal.Kind.DUPLICATE)
                        .isPresent()
                && table.holder(entry.family(), entry.id()).isEmpty()
                && table.all()
                        .noneMatch(other -> !other.equals(entry)
                                && other.jar().file().equals(entry.jar().file()));
    }

    /** Reads a file that is new or has changed. */
    private void read(Path path, Optional<ProviderEntry> known, List<ProviderEntry> gone) {
        ProviderFile source = new ProviderFile(path, false, version);
        ExaminedJar pinned = examination.pin(source);
        if (known.isPresent()
                && !known.get().refused()
                && known.get().jar().file().equals(pinned.file())) {
            known.get().moveTo(source, pinned.stamp());
            return;
        }
        Optional<ProviderEntry> moved = gone.stream()
                .filter(entry -> !entry.refused() && entry.jar().file().equals(pinned.file()))
                .findFirst();
        if (moved.isPresent() && known.isEmpty()) {
            gone.remove(moved.get());
            moved.get().moveTo(source, pinned.stamp());
            return;
        }
        known.filter(ProviderEntry::refused).ifPresent(this::drop);
        ExaminedJar jar = examined(pinned);
        Optional<ProviderEntry> before = known.filter(entry -> !entry.refused())
                .or(() -> gone.stream()
                        .filter(entry -> entry.standsFor(ProviderRow.family(jar), ProviderRow.id(jar)))
                        .findFirst());
        if (before.isEmpty()) {
            bring(settleIn(jar));
        } else if (jar.refusal().isEmpty() && !sameId(before.get(), jar)) {
            leave(before.get(), "its file " + path + " holds another provider now");
            bring(settleIn(jar));
        } else {
            gone.remove(before.get());
            before.get().moveTo(source, pinned.stamp());
            succeed(before, entries.of(jar), false, next -> {});
        }
    }

    /** One that may take another's place; whoever asks for it lets it {@link #succeed} or {@link #discard discards} it. */
    ProviderEntry candidate(Path jar) {
        return entries.of(examined(examination.pin(new ProviderFile(jar, false, version))));
    }

    /** Lets go of one that was not wanted after all. */
    void discard(ProviderEntry candidate) {
        end(candidate);
    }

    private static boolean sameId(ProviderEntry entry, ExaminedJar jar) {
        return entry.family() == ProviderRow.family(jar) && entry.id().equals(ProviderRow.id(jar));
    }

    /** Brings the next one beside the one before and lets it take the place if it can. */
    Succession succeed(Optional<ProviderEntry> before, ProviderEntry next, boolean force, Seal seal) {
        before.ifPresent(entry -> giveUp(entry, "another one came"));
        Succession succession = new Succession(before, next, force, seal);
        open.add(succession);
        var _ = next.tried().thenRunAsync(() -> conclude(succession), thread);
        thread.later(Providers.START_LIMIT, () -> conclude(succession));
        next.begin();
        return succession;
    }

    private void conclude(Succession succession) {
        if (succession.over()) {
            return;
        }
        Optional<Refusal> objection = succession.objection();
        if (objection.isPresent()) {
            refuse(succession, objection.get());
            return;
        }
        open.remove(succession);
        ProviderEntry next = succession.next();
        succession
                .before()
                .ifPresentOrElse(
                        before -> {
                            if (before.off()) {
                                next.switchOff();
                            }
                            table.replace(before, next);
                            leave(
                                    before,
                                    "replaced by version " + next.state().view().version());
                        },
                        () -> table.add(next));
        succession.outcome().complete(Optional.empty());
    }

    private void giveUp(ProviderEntry before, String reason) {
        open.stream()
                .filter(succession -> succession.before().equals(Optional.of(before)))
                .toList()
                .forEach(succession -> refuse(succession, new Refusal(Refusal.Kind.UNFIT, reason)));
    }

    private void refuse(Succession succession, Refusal refusal) {
        open.remove(succession);
        ProviderEntry next = succession.next();
        succession.before().ifPresent(before -> {
            String text = next.state().view().version() + " refused: " + refusal.reason();
            before.noteUpdate(text);
            LOG.warn(
                    "provider {} stays at {}: {}",
                    before.id(),
                    before.state().view().version(),
                    text);
        });
        end(next);
        succession.outcome().complete(Optional.of(refusal));
    }

    /** Gives it no more work, and lets it go when no session runs with it. */
    void leave(ProviderEntry entry, String reason) {
        giveUp(entry, reason);
        entry.leave(reason);
        settle();
    }

    /** Takes one out that never served. */
    private void drop(ProviderEntry entry) {
        table.remove(entry);
        end(entry);
    }

    /** The same bytes are one bundle, also where they left as one provider and came back as another. */
    private void end(ProviderEntry entry) {
        boolean shared = Stream.concat(table.all(), open.stream().map(Succession::next))
                .anyMatch(other -> !other.equals(entry)
                        && entry.jar().bundle().isPresent()
                        && other.jar().bundle().equals(entry.jar().bundle()));
        if (shared) {
            entry.letGo();
        } else {
            entry.retire();
        }
    }

    /** Ends what drains and runs in no session any more; looks again while something is left. */
    void settle() {
        List<ProviderEntry> draining = table.all()
                .filter(entry ->
                        entry.leaving() || (entry.off() && entry.state().phase() == ProviderState.DRAINING))
                .toList();
        if (draining.isEmpty()) {
            return;
        }
        boolean ended = false;
        boolean left = false;
        try {
            Set<String> held = leases.live();
            for (ProviderEntry entry : draining) {
                if (held.contains(ProviderRow.hash(entry.jar()))) {
                    left = true;
                } else if (entry.off()) {
                    entry.rest();
                } else {
                    // First, so that nobody finds neither it nor the reason.
                    table.rememberGone(entry);
                    drop(entry);
                    ended = true;
                }
            }
        } catch (IOException e) {
            LOG.warn("providers go on draining: {}", e.getMessage());
            left = true;
        }
        if (ended) {
            sweep();
        }
        if (left && !settling) {
            settling = true;
            thread.later(SETTLE, () -> {
                settling = false;
                settle();
            });
        }
    }

    /** Judges anew what was judged by another policy. */
    void rejudge() {
        for (ProviderEntry entry : table.all().toList()) {
            Optional<Refusal> refusal = entry.jar().refusal();
            if (refusal.filter(r -> r.kind() == Refusal.Kind.UNTRUSTED).isPresent()) {
                ProviderFile source = entry.jar().source();
                drop(entry);
                bring(arrive(source));
            } else if (!entry.refused() && !entry.leaving()) {
                PinnedFile file = entry.jar().file().orElseThrow();
                var decision = examination.judge(file, entry.jar().contract().orElseThrow());
                if (!decision.admitted()) {
                    ProviderFile source = entry.jar().source();
                    leave(entry, "not trusted any more: " + decision.reason());
                    settleIn(ExaminedJar.of(source, entry.jar().stamp())
                            .pinned(file)
                            .declaring(entry.jar().declaration().orElseThrow())
                            .judged(decision)
                            .refused(new Refusal(Refusal.Kind.UNTRUSTED, "not trusted: " + decision.reason())));
                }
            }
        }
    }

    /** Removes files of the content store that nothing needs. */
    void sweep() {
        Set<String> inUse =
                table.all().map(entry -> ProviderRow.hash(entry.jar())).collect(Collectors.toSet());
        open.forEach(s -> inUse.add(ProviderRow.hash(s.next().jar())));
        inUse.addAll(leases.underWay());
        try {
            int removed = sweep.sweep(inUse);
            if (removed > 0) {
                LOG.info("removed {} provider files that nothing uses any more", removed);
            }
        } catch (IOException e) {
            LOG.warn("the content store was not swept: {}", e.getMessage());
        }
    }

    Optional<ProviderEntry> named(ProviderFamily family, String id) {
        return table.named(family, id);
    }
}
