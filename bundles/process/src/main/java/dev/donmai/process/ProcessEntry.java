package dev.donmai.process;

/**
 * One live process at the moment of a {@link ProcessTable#read() look at the process table}.
 *
 * @param pid its number, which the system uses again after its end
 * @param parent the pid of its parent
 * @param group its process group
 * @param session its session; 0 where the system doesn't tell (macOS)
 * @param state the letter of the system: R, S, D, T (stopped), Z (ended, not yet reaped)…
 * @param start when it started, in the system's own unit; together with the pid it names a process for good
 */
public record ProcessEntry(long pid, long parent, long group, long session, char state, String start) {
    /** Whether the process has ended and only its entry is left. Such a process does nothing and can't be signalled. */
    public boolean isZombie() {
        return state == 'Z' || state == 'X' || state == 'x';
    }
}
