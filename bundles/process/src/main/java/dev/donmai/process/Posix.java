package dev.donmai.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few calls of the C library that the JDK has no name for; TERM and KILL go through its own process handles. The bindings are made at the first call (some tens of
 * milliseconds, once), so that a process that never ends a tree never pays for them.
 */
final class Posix {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;

    /** The same number on Linux of every architecture that has a JDK 25; macOS numbers it 19. */
    static final int SIGCONT = ProcessTable.LINUX ? 18 : 19;

    private static final int ESRCH = 3;
    private static final int WNOHANG = 1;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private Posix() {}

    /**
     * Sends a signal.
     *
     * @param pid a process, or minus a process group
     * @return false if there is no such process (any more)
     * @throws IOException if it is there and may not be signalled
     */
    static boolean kill(long pid, int signal) throws IOException {
        if (pid == 0 || pid == -1 || pid == 1 || pid > Integer.MAX_VALUE || pid < Integer.MIN_VALUE) {
            // 0 is our own group and -1 is everything we may signal.
            throw new IllegalArgumentException("refusing to signal " + pid);
        }
        int errno = Calls.errnoOf(() -> (int) Calls.KILL.invokeExact(Calls.errno(), (int) pid, signal));
        if (errno == 0) {
            return true;
        }
        if (errno == ESRCH) {
            return false;
        }
        throw new IOException("can't send signal " + signal + " to process " + pid + ": error " + errno);
    }

    /** Takes a child that has ended out of the process table; false where {@code pid} is no ended child of this process. */
    static boolean reap(long pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            int[] reaped = new int[1];
            Calls.errnoOf(() -> {
                reaped[0] = (int) Calls.WAITPID.invokeExact(Calls.errno(), (int) pid, status, WNOHANG);
                return reaped[0];
            });
            return reaped[0] == pid;
        }
    }

    /** Makes orphaned descendants children of this process instead of init's; false where the system can't (macOS). */
    static boolean becomeSubreaper() {
        return ProcessTable.LINUX
                && Calls.errnoOf(() ->
                                (int) Calls.PRCTL.invokeExact(Calls.errno(), PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L))
                        == 0;
    }

    /** The bindings. */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final SymbolLookup LIBC = LINKER.defaultLookup();
        private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        private static final ThreadLocal<MemorySegment> CAPTURED =
                ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

        static final MethodHandle KILL = LINKER.downcallHandle(
                LIBC.findOrThrow("kill"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                KEEP_ERRNO);
        static final MethodHandle WAITPID = LINKER.downcallHandle(
                LIBC.findOrThrow("waitpid"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                KEEP_ERRNO);
        // prctl is variadic: its first argument is fixed, the others are longs.
        static final MethodHandle PRCTL = LINKER.downcallHandle(
                LIBC.find("prctl").orElse(MemorySegment.NULL.reinterpret(1)),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG),
                KEEP_ERRNO,
                Linker.Option.firstVariadicArg(1));

        private Calls() {}

        static MemorySegment errno() {
            return CAPTURED.get();
        }

        /** 0 where the call returned anything but -1, else the errno it left. */
        static int errnoOf(Call call) {
            try {
                return call.call() == -1 ? (int) ERRNO.get(errno(), 0L) : 0;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("native call failed", e);
            }
        }
    }

    @FunctionalInterface
    private interface Call {
        int call() throws Throwable;
    }
}
