package dev.donmai.tck;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Also implemented by the test of a runtime that drives a program: the checks put a program of their own in its place, which
 * dies, floods, falls silent and ignores signals as they tell it.
 */
@ConsumerType
public interface DrivesProgram {

    /** A session in which the runtime starts {@code program}; it takes no part in what arguments it is given. */
    Scenario driving(Path program);

    /** What the program prints to say {@code text}, with its line end. */
    String saying(String text);

    /** What it prints when it is done and all went well; empty when its exit status alone says so. */
    default String done() {
        return "";
    }
}
