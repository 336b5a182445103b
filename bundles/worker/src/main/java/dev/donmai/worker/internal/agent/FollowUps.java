package dev.donmai.worker.internal.agent;

import java.util.Optional;

/** What the agent is to be told beyond its task. Called by one thread. */
public interface FollowUps {

    /** Nothing. */
    FollowUps NONE = new FollowUps() {
        @Override
        public Optional<FollowUp> whileWorking() {
            return Optional.empty();
        }

        @Override
        public Optional<FollowUp> afterTurn(Observed observed) {
            return Optional.empty();
        }
    };

    /** The next text for an agent that takes texts while it works; the same again until it is delivered. */
    Optional<FollowUp> whileWorking();

    /** The next text for an agent that has finished a turn; the same again until it is delivered. */
    Optional<FollowUp> afterTurn(Observed observed);
}
