package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.Omit;
import java.util.List;

/**
 * Everything kept about one session ({@code additions.md} §1, {@code /sessions/<id>/record}).
 *
 * @param handle the session as lists show it
 * @param spec what was asked for, credentials in URLs cut
 * @param decision which runtime and sandbox it got
 * @param providers which providers its worker was given, by their revisions
 * @param limits which limits were applied and which not, with the reason
 * @param result what the worker reported; empty object when it reported nothing
 * @param archiveId the archive of its tree; empty when there is none
 */
public record SessionRecord(
        SessionHandle handle,
        SessionSpec spec,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        RoutingDecision decision,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UsedProvider> providers,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AppliedLimit> limits,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) ObjectNode result,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String archiveId) {

    public SessionRecord {
        decision = Defaults.or(decision, RoutingDecision.NONE);
        providers = Defaults.list(providers);
        limits = Defaults.list(limits);
        result = Defaults.or(result, Json.object());
        archiveId = Defaults.text(archiveId);
    }

    /** A provider that a worker was given: its family, its id in it, and its version. */
    public record UsedProvider(String family, String id, String version) {}

    /**
     * One limit of the session.
     *
     * @param name what is limited
     * @param value how far, with its unit
     * @param applied whether it is enforced
     * @param note by what, or why not
     */
    public record AppliedLimit(String name, String value, boolean applied, String note) {}
}
