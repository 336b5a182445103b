package dev.donmai.model;

/** A record that the wire leaves out when it carries nothing; used instead of null. */
public interface Omittable {

    /** Whether the member is to be left out. */
    boolean absent();
}
