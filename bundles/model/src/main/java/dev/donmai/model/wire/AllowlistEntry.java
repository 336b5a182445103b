package dev.donmai.model.wire;

/** A project as it is reported: id and repository as configured ({@code orchestrator.md} §6.2). */
public record AllowlistEntry(String id, String repository) {}
