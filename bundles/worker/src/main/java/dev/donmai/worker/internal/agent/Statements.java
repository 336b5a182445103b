package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.worker.internal.WorkResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the runner reads out of what the agent says ({@code sessions.md} §2.9): the marker of its result, the address of its pull
 * request, and whether it has written to the issue. The text is searched as one, however it was cut into events, and wherever it
 * stands, code blocks included. Used by one thread at a time.
 */
final class Statements {

    private static final Pattern MARKER =
            Pattern.compile("WORK_RESULT[:\\s]+(passed|failed|unknown)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PULL_REQUEST =
            Pattern.compile("https://github\\.com/[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+/pull/\\d+");

    private final TextWindow markers = new TextWindow(MARKER);
    private final TextWindow links = new TextWindow(PULL_REQUEST);
    private Optional<WorkResult> workResult = Optional.empty();
    private String pullRequest = "";
    private boolean commented;

    void see(AgentEvent event) {
        switch (event) {
            case AgentEvent.Text text -> said(markers.add(text.text()), links.add(text.text()));
            case AgentEvent.Result result ->
                said(
                        MARKER.matcher(result.message()).results().toList(),
                        PULL_REQUEST.matcher(result.message()).results().toList());
            case AgentEvent.ToolUse use -> {
                String tool = use.toolName().toLowerCase(Locale.ROOT);
                commented |= tool.contains("linear") && tool.contains("comment");
            }
            case AgentEvent.ToolResult result -> {
                if (pullRequest.isEmpty()) {
                    PULL_REQUEST.matcher(result.content()).results().forEach(link -> pullRequest = link.group());
                }
            }
            default -> {}
        }
    }

    /** Of one event the first marker counts and the last link; of several events the last. */
    private void said(List<MatchResult> marked, List<MatchResult> linked) {
        if (!marked.isEmpty()) {
            workResult = Optional.of(WorkResult.of(marked.getFirst().group(1)));
        }
        if (!linked.isEmpty()) {
            pullRequest = linked.getLast().group();
        }
    }

    Optional<WorkResult> workResult() {
        return workResult;
    }

    String pullRequest() {
        return pullRequest;
    }

    boolean commented() {
        return commented;
    }
}
