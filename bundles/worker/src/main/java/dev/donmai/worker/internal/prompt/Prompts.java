package dev.donmai.worker.internal.prompt;

import dev.donmai.model.Defaults;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.assignment.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that writes what the agent is told ({@code sessions.md} §2.7).
 *
 * @param system who it is and how it is to work; may be empty
 * @param user its task
 */
public record Prompts(String system, String user) {

    private static final Logger LOG = LoggerFactory.getLogger(Prompts.class);

    /** The texts of a session. */
    public static Prompts of(Work work) {
        SessionDetail detail = work.detail();
        boolean stage = !detail.stagePrompt().isBlank();
        LOG.info(
                "[runner-stage] sid={} stageId={} mode={}",
                work.sessionId(),
                detail.stageId(),
                stage ? "stage" : "legacy");
        if (stage) {
            return new Prompts(system(work), StagePrompt.of(detail));
        }
        if (isWholeTask(detail)) {
            return new Prompts("", detail.body());
        }
        return new Prompts(system(work), template(detail).fill(task(detail)));
    }

    /** Somebody on this machine has said in their own words what is to be done, and nobody expects anything beyond it. */
    private static boolean isWholeTask(SessionDetail detail) {
        return !detail.hasPlatform()
                && Stream.of(
                                detail.workType(),
                                detail.promptContext(),
                                detail.issueIdentifier(),
                                detail.title(),
                                detail.parentContext(),
                                detail.mentionContext())
                        .allMatch(String::isBlank);
    }

    private static Template template(SessionDetail detail) {
        return switch (detail.workType()) {
            case "qa" -> Template.QA;
            case "research" -> Template.RESEARCH;
            default -> Template.DEVELOPMENT;
        };
    }

    private static String system(Work work) {
        SessionDetail detail = work.detail();
        Map<String, Object> values = new HashMap<>();
        values.put("session", Defaults.text(detail.sessionId(), "<unassigned>"));
        values.put("organization", Defaults.text(detail.organizationId(), "<unspecified>"));
        values.put("project", Defaults.text(detail.projectName(), "<unspecified>"));
        values.put("repository", Defaults.text(PublicUrl.cut(work.checkout().repository()), "<n/a>"));
        values.put("ref", Defaults.text(work.checkout().ref(), "<default>"));
        values.put("issue", !detail.issueId().isEmpty());
        return Template.SYSTEM.fill(values);
    }

    private static Map<String, Object> task(SessionDetail detail) {
        Map<String, Object> values = new HashMap<>();
        values.put("identifier", Defaults.text(detail.issueIdentifier(), Defaults.text(detail.title(), "your task")));
        values.put("context", context(detail));
        values.put("parent", detail.parentContext().strip());
        values.put("mention", detail.mentionContext().strip());
        values.put("issue", !detail.issueId().isEmpty());
        values.put("platform", detail.hasPlatform());
        return values;
    }

    private static String context(SessionDetail detail) {
        if (!detail.promptContext().isBlank()) {
            return detail.promptContext().strip();
        }
        String headline = Stream.of(detail.issueIdentifier(), detail.title())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" — "));
        return List.of(
                        headline.isEmpty() ? "" : "Issue " + headline,
                        detail.body().strip())
                .stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }
}
