package dev.donmai.worker.internal.agent;

import dev.donmai.model.wire.SessionDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The step that writes the agent's task ({@code sessions.md} §2.7). A task that is nothing but a body is passed on as it is. */
public final class Prompt {

    private Prompt() {}

    /** The prompt of a detail. */
    public static String of(SessionDetail detail) {
        return detail.stagePrompt().isBlank() ? task(detail) : stage(detail);
    }

    private static String task(SessionDetail detail) {
        return Stream.of(context(detail), detail.parentContext(), detail.mentionContext())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    private static String context(SessionDetail detail) {
        if (!detail.promptContext().isBlank()) {
            return detail.promptContext();
        }
        String headline = Stream.of(detail.issueIdentifier(), detail.title())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" — "));
        if (headline.isEmpty()) {
            return detail.body();
        }
        return detail.body().isBlank() ? "Issue " + headline : "Issue " + headline + "\n\n" + detail.body();
    }

    private static String stage(SessionDetail detail) {
        String prompt = stripLineEnds(detail.stagePrompt());
        SessionDetail.StageBudget budget = detail.stageBudget();
        if (detail.stageId().isEmpty() && budget.absent()) {
            return prompt;
        }
        List<String> lines = new ArrayList<>();
        if (!detail.stageId().isEmpty()) {
            lines.add("<stage>" + detail.stageId() + "</stage>");
        }
        if (!budget.absent()) {
            lines.add("<stageBudget maxDurationSeconds=\"" + budget.maxDurationSeconds() + "\" maxSubAgents=\""
                    + budget.maxSubAgents() + "\" maxTokens=\"" + budget.maxTokens() + "\" />");
        }
        if (!detail.stageSourceEventId().isEmpty()) {
            lines.add("<stageSourceEventId>" + detail.stageSourceEventId() + "</stageSourceEventId>");
        }
        lines.add("");
        lines.add(prompt);
        return String.join("\n", lines);
    }

    private static String stripLineEnds(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }
}
