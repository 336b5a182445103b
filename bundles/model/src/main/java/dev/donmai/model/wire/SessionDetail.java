package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Omittable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a worker is told about its session ({@code http-api.md} §7.3). Everything but the id is omitted when empty;
 * {@code stageLifecycle} and {@code providerConfig} pass through as they came. {@code authToken} and {@code gitCredentials}
 * are lent by the platform: they are served, and stored nowhere.
 */
public record SessionDetail(
        String sessionId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String issueId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String issueIdentifier,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String linearSessionId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String providerSessionId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String projectName,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String organizationId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String repository,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String ref,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String workType,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String promptContext,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String body,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String title,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String mentionContext,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String parentContext,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String branch,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        ResolvedProfile resolvedProfile,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        ModelProfile modelProfile,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) String workerId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String authToken,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String platformUrl,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String stagePrompt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String stageId,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        StageBudget stageBudget,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> stageLifecycle,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String stageSourceEventId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<GitCredential> gitCredentials) {

    public SessionDetail {
        sessionId = Defaults.text(sessionId);
        issueId = Defaults.text(issueId);
        issueIdentifier = Defaults.text(issueIdentifier);
        linearSessionId = Defaults.text(linearSessionId);
        providerSessionId = Defaults.text(providerSessionId);
        projectName = Defaults.text(projectName);
        organizationId = Defaults.text(organizationId);
        repository = Defaults.text(repository);
        ref = Defaults.text(ref);
        workType = Defaults.text(workType);
        promptContext = Defaults.text(promptContext);
        body = Defaults.text(body);
        title = Defaults.text(title);
        mentionContext = Defaults.text(mentionContext);
        parentContext = Defaults.text(parentContext);
        branch = Defaults.text(branch);
        resolvedProfile = Defaults.or(resolvedProfile, ResolvedProfile.NONE);
        modelProfile = Defaults.or(modelProfile, ModelProfile.NONE);
        workerId = Defaults.text(workerId);
        authToken = Defaults.text(authToken);
        platformUrl = Defaults.text(platformUrl);
        stagePrompt = Defaults.text(stagePrompt);
        stageId = Defaults.text(stageId);
        stageBudget = Defaults.or(stageBudget, StageBudget.NONE);
        stageLifecycle = Defaults.map(stageLifecycle);
        stageSourceEventId = Defaults.text(stageSourceEventId);
        gitCredentials = Defaults.list(gitCredentials);
    }

    /** The agent runtime this work names: the model profile first, then provider, then runner; empty when it names none. */
    public String namedRuntime() {
        if (!modelProfile.absent()) {
            return modelProfile.providerId();
        }
        return Defaults.text(resolvedProfile.provider(), resolvedProfile.runner());
    }

    /** The model this work names; empty when it names none. */
    public String namedModel() {
        return modelProfile.absent() ? resolvedProfile.model() : modelProfile.model();
    }

    /**
     * Whether there is a platform to report to. Without one the session runs in local mode: result and events are in its
     * directory, and nobody is called (README decision 15).
     */
    public boolean hasPlatform() {
        String url = platformUrl.toLowerCase(Locale.ROOT);
        return url.startsWith("http://") || url.startsWith("https://");
    }

    /** Never shows the credentials. */
    @Override
    public String toString() {
        return "SessionDetail[sessionId=" + sessionId + ", repository=" + repository + ", workType=" + workType + "]";
    }

    /** Which runtime and model the platform resolved. */
    public record ResolvedProfile(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String provider,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String runner,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String model,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String effort,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String credentialId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> providerConfig)
            implements Omittable {

        /** None given. */
        public static final ResolvedProfile NONE = new ResolvedProfile("", "", "", "", "", Map.of());

        public ResolvedProfile {
            provider = Defaults.text(provider);
            runner = Defaults.text(runner);
            model = Defaults.text(model);
            effort = Defaults.text(effort);
            credentialId = Defaults.text(credentialId);
            providerConfig = Defaults.map(providerConfig);
        }

        @Override
        public boolean absent() {
            return equals(NONE);
        }
    }

    /** A named model; wins over the resolved profile. */
    public record ModelProfile(
            String id,
            String providerId,
            String model,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String mode,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int context,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int maxOutputTokens)
            implements Omittable {

        /** None given. */
        public static final ModelProfile NONE = new ModelProfile("", "", "", "", 0, 0);

        public ModelProfile {
            id = Defaults.text(id);
            providerId = Defaults.text(providerId);
            model = Defaults.text(model);
            mode = Defaults.text(mode);
        }

        @Override
        public boolean absent() {
            return equals(NONE);
        }
    }

    /** Limits of a stage; zero means none. */
    public record StageBudget(
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int maxDurationSeconds,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int maxSubAgents,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long maxTokens)
            implements Omittable {

        /** None given. */
        public static final StageBudget NONE = new StageBudget(0, 0, 0);

        @Override
        public boolean absent() {
            return equals(NONE);
        }
    }
}
