package dev.donmai.itests.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.ControlApi.Answer;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.HeldStart;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import java.util.List;

/** The daemons that rows ask: how each is configured, and what is done to it before the first row. */
enum Situation {
    /** Idle, four slots, several projects. Its sessions are run by a shell, see {@link Specs#foreign}. */
    RUNNING {
        @Override
        void configure(DaemonHome home) {
            home.foreignWorker().capacity(4);
            home.config().withObject("machine").put("region", "eu-north");
            home.project("sample", "file:///srv/git/sample", "shallow");
            home.project("shop", "github.com/acme/shop", "shallow");
            home.project("deep", "https://git.example.invalid/team/deep", "shallow");
        }
    },
    /** After a pause. */
    PAUSED {
        @Override
        Situation base() {
            return RUNNING;
        }

        @Override
        void enter(ControlApi api) {
            require(200, api.post("/api/daemon/pause"));
        }

        @Override
        boolean leave(ControlApi api) {
            return api.post("/api/daemon/resume").status() == 200;
        }
    },
    /** After a drain: it runs, and takes no work. */
    DRAINED {
        @Override
        Situation base() {
            return RUNNING;
        }

        @Override
        void enter(ControlApi api) {
            require(200, api.post("/api/daemon/drain"));
        }

        @Override
        boolean leave(ControlApi api) {
            return api.post("/api/daemon/resume").status() == 200;
        }
    },
    /** With a session {@code s-work} whose detail has something of everything. */
    FULL_OF_WORK {
        @Override
        Situation base() {
            return RUNNING;
        }

        @Override
        void enter(ControlApi api) {
            ObjectNode spec = Specs.foreign("s-work", "shop", ENDLESS);
            ObjectNode detail = spec.putObject("detail").put("body", "do it");
            detail.putObject("resolvedProfile").put("provider", "claude");
            detail.putObject("modelProfile").put("id", "mp").put("context", 200_000);
            detail.putObject("stageBudget").put("maxTokens", 1L << 32);
            detail.putObject("stageLifecycle").putArray("enter").add(1).addNull();
            api.accept(spec);
        }

        @Override
        boolean leave(ControlApi api) {
            require(200, api.post("/api/daemon/sessions/s-work/stop"));
            api.awaitEnd("s-work");
            return true;
        }
    },
    /** After a stop, waiting for a session {@code s-last}. */
    DRAINING {
        @Override
        Situation base() {
            return RUNNING;
        }

        @Override
        void enter(ControlApi api) {
            api.accept(Specs.foreign("s-last", "sample", ENDLESS));
            require(200, api.post("/api/daemon/stop"));
            Eventually.await("the daemon to drain")
                    .until(() -> api.get("/api/daemon/status")
                            .json()
                            .path("status")
                            .asText()
                            .equals("draining"));
        }
    },
    /** Nothing in the configuration but what must be. */
    BARE {
        @Override
        void configure(DaemonHome home) {
            home.config().remove(List.of("projects", "agents"));
        }
    },
    /** With our own worker, and a shell as the agent. */
    OURS {
        @Override
        void configure(DaemonHome home) {
            home.project("sample", TestRepository.create(home.temporary().resolve("sample")));
        }
    },
    /** One slot, taken by a session {@code s-live}. */
    FULL {
        @Override
        void configure(DaemonHome home) {
            RUNNING.configure(home);
            home.capacity(1);
        }

        @Override
        void enter(ControlApi api) {
            api.accept(Specs.foreign("s-live", "sample", ENDLESS));
        }
    },
    /** No slot at all. */
    CLOSED {
        @Override
        void configure(DaemonHome home) {
            RUNNING.configure(home);
            home.capacity(0);
        }
    },
    /** Held in the middle of its start. */
    STARTING {
        @Override
        void configure(DaemonHome home) {
            RUNNING.configure(home);
            HeldStart.in(home);
        }

        @Override
        DaemonProcess start(DaemonHome home) {
            return home.startWithoutWaiting();
        }
    },
    /** The control token is asked from everybody. */
    TOKEN {
        @Override
        void configure(DaemonHome home) {
            RUNNING.configure(home);
            home.config().withObject("http").put("auth", "token");
        }
    },
    /** Names and passwords in every address of its configuration. */
    SECRETS {
        @Override
        void configure(DaemonHome home) {
            home.foreignWorker().variable("DONMAI_DAEMON_FORCE_STUB", "1");
            home.config()
                    .putObject("orchestrator")
                    .put("url", "https://robot:s3cret@orchestrator.example.invalid/base");
            home.project("private", "https://robot:s3cret@git.example.invalid/acme/private", "shallow");
            home.project("token", "ghp_s3cret@github.com/acme/token", "shallow");
            home.project("wizard", "robot/s3cret@github.com/acme/wizard", "shallow");
        }
    },
    /** Its orchestrator cannot be reached. */
    UNREGISTERED {
        @Override
        void configure(DaemonHome home) {
            RUNNING.configure(home);
            home.config()
                    .putObject("orchestrator")
                    .put("url", "http://127.0.0.1:1")
                    .put("authToken", "rsp_live_x");
        }
    },
    /** With archives of every kind on its disk. */
    ARCHIVES {
        @Override
        void configure(DaemonHome home) {
            RUNNING.configure(home);
            Archives.layOut(home.state().resolve("workareas"));
        }
    };

    /** What a session runs until it is told to end. */
    static final String ENDLESS = "exec sleep 1000";

    /** The situation whose daemon it begins with. */
    Situation base() {
        return this;
    }

    void configure(DaemonHome home) {
        base().configure(home);
    }

    /** Starts the daemon and waits until it answers. */
    DaemonProcess start(DaemonHome home) {
        return home.start();
    }

    void enter(ControlApi api) {}

    /** Undoes what {@link #enter} did; false when it cannot be undone. */
    boolean leave(ControlApi api) {
        return base() == this;
    }

    private static void require(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("not " + status + " but " + answer);
        }
    }
}
