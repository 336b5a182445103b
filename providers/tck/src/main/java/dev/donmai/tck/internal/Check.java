package dev.donmai.tck.internal;

/**
 * One demand of the contract.
 *
 * @param name what the test is called, the same from version to version
 * @param demand the demand in one sentence, for whoever fails it
 * @param body throws when the demand is not met
 */
public record Check(String name, String demand, Body body) {

    /** The test itself; it gives up by an exception of JUnit's assumptions where it does not apply. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }
}
