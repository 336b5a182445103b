package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The capacity of a machine as {@code stats} shows it; all but the first are omitted when zero. */
public record CapacityView(
        int maxConcurrentSessions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int maxVCpuPerSession,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int maxMemoryMbPerSession,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int reservedVCpu,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int reservedMemoryMb) {}
