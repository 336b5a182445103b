package dev.donmai.worker.internal.prompt;

import dev.donmai.model.wire.SessionDetail;
import java.util.ArrayList;
import java.util.List;

/** The task of a stage: the stage speaks for itself, below what it is and what it may use. */
final class StagePrompt {

    private StagePrompt() {}

    static String of(SessionDetail detail) {
        String prompt = withoutLineEnds(detail.stagePrompt());
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

    private static String withoutLineEnds(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }
}
