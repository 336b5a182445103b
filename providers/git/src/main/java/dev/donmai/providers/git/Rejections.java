package dev.donmai.providers.git;

import dev.donmai.api.vcs.Rejection;
import dev.donmai.git.GitException;

/** What a failure of git is to a session. */
final class Rejections {

    private Rejections() {}

    static Rejection of(GitException e) {
        return switch (e.reason()) {
            case UNKNOWN_REF -> Rejection.NO_SUCH_BRANCH;
            case AUTHENTICATION -> Rejection.AUTHENTICATION;
            case UNREACHABLE -> Rejection.UNREACHABLE;
            case TIMED_OUT -> Rejection.TIMED_OUT;
            case LOCKED -> Rejection.LOCKED;
            case BAD_REQUEST, DESTINATION_EXISTS, NO_REPOSITORY, EMPTY_REPOSITORY, FAILED -> Rejection.FAILED;
        };
    }
}
