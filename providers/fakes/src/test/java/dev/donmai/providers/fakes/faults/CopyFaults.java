package dev.donmai.providers.fakes.faults;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.WorkState;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.api.vcs.WorkingCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Working copies that see, keep or push what they should not, or do not what they should. */
public final class CopyFaults {

    private CopyFaults() {}

    /** Changes the working copy. */
    abstract static class Copies extends Notebook {

        @Override
        public WorkingCopy open(Workarea workarea, VcsContext context) throws VcsException {
            return copy((PullRequests) super.open(workarea, context), workarea, context);
        }

        abstract WorkingCopy copy(PullRequests sound, Workarea workarea, VcsContext context);
    }

    public static final class OpensWithoutName extends Notebook {
        @Override
        public WorkingCopy open(Workarea workarea, VcsContext context) throws VcsException {
            try {
                return super.open(workarea, context);
            } catch (VcsException e) {
                throw new VcsException("this is no notebook", e);
            }
        }
    }

    public static final class SeesNothing extends Copies {
        @Override
        WorkingCopy copy(PullRequests sound, Workarea workarea, VcsContext context) {
            return new OtherCopy(sound) {
                @Override
                public WorkState inspect(Duration limit) throws VcsException, InterruptedException {
                    WorkState state = sound.inspect(limit);
                    return new WorkState(
                            state.base(), state.branch(), state.head(), List.of(), state.commits(), false, true);
                }
            };
        }
    }

    public static final class CommitsWithoutMessage extends Copies {
        @Override
        WorkingCopy copy(PullRequests sound, Workarea workarea, VcsContext context) {
            return new OtherCopy(sound) {
                @Override
                public CommitOutcome commit(CommitRequest request, Duration limit) throws InterruptedException {
                    return sound.commit(new CommitRequest("", request.trailers(), request.maxFiles()), limit);
                }
            };
        }
    }

    public static final class ExcludesNothing extends Copies {
        @Override
        WorkingCopy copy(PullRequests sound, Workarea workarea, VcsContext context) {
            return new OtherCopy(sound) {
                @Override
                public void exclude(List<String> directories) {}
            };
        }
    }

    public static final class CommitsAnyNumber extends Copies {
        @Override
        WorkingCopy copy(PullRequests sound, Workarea workarea, VcsContext context) {
            return new OtherCopy(sound) {
                @Override
                public CommitOutcome commit(CommitRequest request, Duration limit) throws InterruptedException {
                    return sound.commit(CommitRequest.of(request.message()), limit);
                }
            };
        }
    }

    /** Changes what becomes of a push. */
    abstract static class Pushes extends Copies {

        abstract PushOutcome push(PushOutcome outcome, PushRequest request, Workarea workarea);

        @Override
        WorkingCopy copy(PullRequests sound, Workarea workarea, VcsContext context) {
            Pushes fault = this;
            return new OtherCopy(sound) {
                @Override
                public PushOutcome push(PushRequest request, Duration limit) throws InterruptedException {
                    return fault.push(sound.push(request, limit), request, workarea);
                }
            };
        }
    }

    public static final class PushesAgain extends Pushes {
        @Override
        PushOutcome push(PushOutcome outcome, PushRequest request, Workarea workarea) {
            return outcome instanceof PushOutcome.UpToDate(String branch, String commit)
                    ? new PushOutcome.Pushed(branch, commit, true)
                    : outcome;
        }
    }

    public static final class Overwrites extends Pushes {
        @Override
        PushOutcome push(PushOutcome outcome, PushRequest request, Workarea workarea) {
            return outcome instanceof PushOutcome.Rejected rejected && rejected.reason() == Rejection.NON_FAST_FORWARD
                    ? new PushOutcome.Pushed(request.branch(), "", true)
                    : outcome;
        }
    }

    public static final class PushesSecrets extends Pushes {
        @Override
        PushOutcome push(PushOutcome outcome, PushRequest request, Workarea workarea) {
            return outcome instanceof PushOutcome.Rejected rejected && rejected.reason() == Rejection.SECRETS
                    ? new PushOutcome.Pushed(request.branch(), "", false)
                    : outcome;
        }
    }

    public static final class TellsTheAddress extends Pushes {
        @Override
        PushOutcome push(PushOutcome outcome, PushRequest request, Workarea workarea) {
            return outcome instanceof PushOutcome.Rejected rejected && rejected.reason() == Rejection.UNREACHABLE
                    ? new PushOutcome.Rejected(rejected.reason(), "there is no " + workarea.repository())
                    : outcome;
        }
    }

    public static final class LeavesProgram extends Pushes {
        @Override
        PushOutcome push(PushOutcome outcome, PushRequest request, Workarea workarea) {
            try {
                new ProcessBuilder("sleep", "5").start();
                return outcome;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Pull requests are declared, and its working copies know nothing of them. */
    public static final class WithoutPullRequests extends Copies {
        @Override
        WorkingCopy copy(PullRequests sound, Workarea workarea, VcsContext context) {
            return new WorkingCopy() {
                @Override
                public void exclude(List<String> directories) throws VcsException {
                    sound.exclude(directories);
                }

                @Override
                public WorkState inspect(Duration limit) throws VcsException, InterruptedException {
                    return sound.inspect(limit);
                }

                @Override
                public CommitOutcome commit(CommitRequest request, Duration limit) throws InterruptedException {
                    return sound.commit(request, limit);
                }

                @Override
                public PushOutcome push(PushRequest request, Duration limit) throws InterruptedException {
                    return sound.push(request, limit);
                }
            };
        }
    }
}
