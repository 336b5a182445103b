package dev.donmai.process;

/**
 * The per-process limits that the launch wrapper can set, each inherited by everything that the command starts. Address space isn't
 * among them: limiting it breaks programs that reserve much and use little (node, the JVM).
 */
public enum Ulimit {
    /** Open files. */
    OPEN_FILES('n'),
    /** Size of a file that is written, in blocks of 512 bytes. */
    FILE_BLOCKS('f'),
    /** CPU time of one process, in seconds. */
    CPU_SECONDS('t');

    private final char letter;

    Ulimit(char letter) {
        this.letter = letter;
    }

    /** The argument of the wrapper that sets it. */
    String argument(long value) {
        return letter + "=" + value;
    }
}
