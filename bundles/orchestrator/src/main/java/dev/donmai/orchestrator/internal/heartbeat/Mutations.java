package dev.donmai.orchestrator.internal.heartbeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.Printable;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.RepositoryName;
import dev.donmai.model.config.DaemonConfig.Project;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of the allowlist that the orchestrator asks for ({@code orchestrator.md} §7): in the file before they are in force,
 * the rest of the file untouched, the same one again without effect. Who asked for each is in the log. For one thread.
 */
final class Mutations {

    private static final String ADD = "project.add";
    private static final String REMOVE = "project.remove";
    private static final int MOST_SHOWN = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Mutations.class);

    private final Configuration configuration;

    Mutations(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * One change as it comes.
     *
     * @param params null when there were none
     */
    record Mutation(String id, String op, @Nullable JsonNode params, String requestedAt, String requestedBy) {
        Mutation {
            id = Defaults.text(id);
            op = Defaults.text(op);
            requestedAt = Defaults.text(requestedAt);
            requestedBy = Defaults.text(requestedBy);
        }
    }

    /** Parameters of both operations. */
    private record Params(String id, String repository) {
        Params {
            id = Defaults.text(id);
            repository = Defaults.text(repository);
        }
    }

    /** A change that is not made; the message is for the orchestrator. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Applies them in order; what became of each is owed to the orchestrator. */
    void apply(List<JsonNode> pending, Acknowledgements owed) {
        for (JsonNode one : pending) {
            read(one).ifPresent(mutation -> apply(mutation, owed));
        }
    }

    private static Optional<Mutation> read(JsonNode one) {
        try {
            Mutation mutation = Json.convert(one, Mutation.class);
            if (mutation != null && !mutation.id().isEmpty()) {
                return Optional.of(mutation);
            }
            LOG.warn("[daemon-sync] a mutation without an id is ignored: nobody could be told what became of it");
        } catch (JsonProcessingException e) {
            LOG.warn("[daemon-sync] a mutation is ignored that is not understood: {}", e.getOriginalMessage());
        }
        return Optional.empty();
    }

    private void apply(Mutation mutation, Acknowledgements owed) {
        try {
            boolean changed = change(mutation);
            LOG.info(
                    "[daemon-sync] mutation {} {}",
                    changed ? "applied" : "applied (nothing to change)",
                    audit(mutation));
            owed.applied(mutation.id());
        } catch (RefusedException e) {
            LOG.warn("[daemon-sync] mutation failed {} err=\"{}\"", audit(mutation), e.getMessage());
            owed.failed(mutation.id(), String.valueOf(e.getMessage()));
        }
    }

    /** What was asked for, without the passwords that addresses may hold. */
    static String audit(Mutation mutation) {
        return "id=%s op=%s params=%s requestedBy=%s requestedAt=%s"
                .formatted(
                        shown(mutation.id()),
                        shown(mutation.op()),
                        shown(PublicUrl.cutWithin(String.valueOf(mutation.params()))),
                        shown(mutation.requestedBy()),
                        shown(mutation.requestedAt()));
    }

    private static String shown(String text) {
        return "\"" + Printable.line(text, MOST_SHOWN) + "\"";
    }

    private boolean change(Mutation mutation) throws RefusedException {
        if (!configuration.current().orchestrator().allowMutations()) {
            throw new RefusedException("changes by the orchestrator are not allowed on this machine"
                    + " (orchestrator.allowMutations: false)");
        }
        return switch (mutation.op()) {
            case ADD -> add(params(mutation));
            case REMOVE -> remove(params(mutation));
            default ->
                throw new RefusedException("unsupported mutation op \"" + Printable.line(mutation.op(), MOST_SHOWN)
                        + "\" (upgrade daemon?)");
        };
    }

    private static Params params(Mutation mutation) throws RefusedException {
        JsonNode given = mutation.params();
        if (given == null) {
            throw new RefusedException("decode params: there are none");
        }
        try {
            return given.isNull() ? new Params("", "") : Json.convert(given, Params.class);
        } catch (JsonProcessingException e) {
            throw new RefusedException("decode params: " + Printable.line(e.getOriginalMessage(), MOST_SHOWN));
        }
    }

    private boolean add(Params params) throws RefusedException {
        if (params.id().isEmpty() || params.repository().isEmpty()) {
            throw new RefusedException(ADD + " requires id + repository");
        }
        Optional<Project> known = configuration.current().projects().stream()
                .filter(project -> project.id().equals(params.id()))
                .findFirst();
        if (known.isEmpty()) {
            return edit(new ConfigEdit.AddProject(params.id(), params.repository(), ""));
        }
        if (RepositoryName.of(known.get().repository()).equals(RepositoryName.of(params.repository()))) {
            return false;
        }
        throw new RefusedException(ADD + ": \"" + Printable.line(params.id(), MOST_SHOWN)
                + "\" is another repository here; remove it first");
    }

    private boolean remove(Params params) throws RefusedException {
        if (params.id().isEmpty()) {
            throw new RefusedException(REMOVE + " requires id");
        }
        return edit(new ConfigEdit.RemoveProject(params.id()));
    }

    private boolean edit(ConfigEdit edit) throws RefusedException {
        try {
            return configuration.edit(List.of(edit));
        } catch (ConfigException e) {
            throw new RefusedException("write config: " + e.getMessage());
        }
    }
}
