package dev.donmai.model.wire;

/** Reply of every action route: whether it was accepted, and one word or sentence. */
public record ActionReply(boolean ok, String message) {}
