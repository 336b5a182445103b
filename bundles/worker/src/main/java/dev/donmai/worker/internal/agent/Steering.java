package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.Subject;
import dev.donmai.worker.internal.ending.WorkType;
import dev.donmai.worker.internal.prompt.Reminder;
import java.util.Optional;

/**
 * What an agent is told beyond its task ({@code sessions.md} §2.14): messages first, and once, when it says that it is done and
 * still owes what its work type asks for, a reminder of that. Used by one thread.
 */
public final class Steering implements FollowUps {

    /** A conversation has an end. */
    private static final int MOST_MESSAGES = 100;

    private final SessionDetail detail;
    private final Inbox inbox;
    private int messages;
    private boolean reminded;

    public Steering(SessionDetail detail, Inbox inbox) {
        this.detail = detail;
        this.inbox = inbox;
    }

    @Override
    public Optional<FollowUp> whileWorking() {
        if (messages >= MOST_MESSAGES) {
            return Optional.empty();
        }
        return inbox.oldest()
                .map(message -> new FollowUp(message.text(), message.turn(), () -> {
                    messages++;
                    message.delivered().run();
                }));
    }

    @Override
    public Optional<FollowUp> afterTurn(Observed observed) {
        if (observed.result().filter(AgentEvent.Result::success).isEmpty()) {
            return Optional.empty();
        }
        Optional<FollowUp> message = whileWorking();
        if (message.isPresent() || reminded) {
            return message;
        }
        reminded = true;
        return reminder(observed).map(text -> new FollowUp(text, Observed.Turn.REMINDER, () -> {}));
    }

    private Optional<String> reminder(Observed observed) {
        String subject = Subject.of(detail);
        return switch (WorkType.of(detail.workType()).outcome()) {
            // Without a platform the change is taken from the branch.
            case PULL_REQUEST ->
                detail.hasPlatform() && observed.pullRequest().isEmpty()
                        ? Optional.of(Reminder.ofPullRequest(
                                subject, !detail.issueId().isEmpty() && !observed.commented()))
                        : Optional.empty();
            case VERDICT ->
                observed.workResult().isEmpty() ? Optional.of(Reminder.ofVerdict(subject)) : Optional.empty();
            case NOTHING -> Optional.empty();
        };
    }
}
