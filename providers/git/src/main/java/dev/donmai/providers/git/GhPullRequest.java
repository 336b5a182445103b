package dev.donmai.providers.git;

import dev.donmai.api.vcs.PullRequest;
import dev.donmai.api.vcs.PullRequestOutcome;
import dev.donmai.api.vcs.PullRequestOutcome.Opened;
import dev.donmai.api.vcs.PullRequestOutcome.Rejected;
import dev.donmai.api.vcs.PullRequestOutcome.Unnamed;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.files.Redactor;
import dev.donmai.process.Executables;
import dev.donmai.process.Program;
import dev.donmai.process.ProgramResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The step that opens a pull request ({@code sessions.md} §2.15, 7) with the GitHub CLI. It runs outside the working copy, whose
 * configuration it would read and obey, and is told everything it would look up there.
 */
final class GhPullRequest {

    static final String PROGRAM = "gh";

    private static final Set<String> PASSED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "TMPDIR",
            "LANG",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "GH_CONFIG_DIR",
            "GH_HOST",
            "GH_TOKEN",
            "GITHUB_TOKEN",
            "GH_ENTERPRISE_TOKEN",
            "GITHUB_ENTERPRISE_TOKEN",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "http_proxy",
            "https_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
            "no_proxy",
            "NO_PROXY");

    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>]+/pull/\\d+");
    private static final Pattern EXISTS = Pattern.compile("already exists", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHENTICATION = Pattern.compile(
            "gh auth login|authentication|HTTP 40[13]|bad credentials|must have push access", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNREACHABLE = Pattern.compile(
            "error connecting|no such host|connection (refused|reset)|network is unreachable|timeout|HTTP 5\\d\\d",
            Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_ANSWER = 2_000;

    private final Workarea workarea;
    private final VcsContext context;
    private final Redactor redactor;

    GhPullRequest(Workarea workarea, VcsContext context, Redactor redactor) {
        this.workarea = workarea;
        this.context = context;
        this.redactor = redactor;
    }

    PullRequestOutcome open(PullRequest request, Duration limit) throws InterruptedException {
        String path = context.environment().getOrDefault("PATH", Executables.DEFAULT_PATH);
        if (Executables.find(PROGRAM, path).isEmpty()) {
            return new Rejected(
                    Rejection.UNSUPPORTED,
                    "there is no " + PROGRAM + " in PATH: install the GitHub CLI, or open the pull request of "
                            + request.branch() + " by hand");
        }
        Optional<ForgeRepository> repository = ForgeRepository.of(workarea.repository());
        try {
            ProgramResult result = Program.of(argv(request, repository))
                    .in(context.scratchDirectory())
                    .environment(environment(request, repository))
                    .stdin(redactor.redact(request.body()))
                    .deadline(limit)
                    .run();
            return outcome(result, limit);
        } catch (IOException e) {
            return new Rejected(Rejection.FAILED, PROGRAM + " can't be started: " + e.getMessage());
        }
    }

    private List<String> argv(PullRequest request, Optional<ForgeRepository> repository) {
        List<String> argv = new ArrayList<>(List.of(PROGRAM, "pr", "create"));
        argv.addAll(List.of("--title", title(request), "--body-file", "-", "--head", request.branch()));
        if (!request.base().isEmpty()) {
            argv.addAll(List.of("--base", request.base()));
        }
        repository.ifPresent(known -> argv.addAll(List.of("--repo", known.selector())));
        return argv;
    }

    private String title(PullRequest request) {
        String title = redactor.redact(request.title()).replaceAll("\\s+", " ").strip();
        return title.isEmpty() ? request.branch() : title;
    }

    private Map<String, String> environment(PullRequest request, Optional<ForgeRepository> repository) {
        Map<String, String> environment = new HashMap<>(context.environment());
        environment.keySet().retainAll(PASSED);
        environment.put("GH_PROMPT_DISABLED", "1");
        environment.put("GH_NO_UPDATE_NOTIFIER", "1");
        environment.put("NO_COLOR", "1");
        String token = request.credentials().token();
        if (!token.isEmpty()) {
            environment.put(repository.map(ForgeRepository::tokenVariable).orElse("GH_TOKEN"), token);
        }
        return environment;
    }

    private PullRequestOutcome outcome(ProgramResult result, Duration limit) {
        String said = result.stderr().strip();
        if (result.timedOut()) {
            return new Rejected(
                    Rejection.TIMED_OUT, PROGRAM + " had no answer within " + limit.toSeconds() + " s: " + shown(said));
        }
        Optional<String> url = last(result.stdout());
        if (result.ok()) {
            String answer = result.stdout().strip();
            return url.<PullRequestOutcome>map(found -> new Opened(found, false))
                    .orElseGet(() -> new Unnamed(shown(answer.isEmpty() ? said : answer)));
        }
        Optional<String> existing = last(said);
        if (EXISTS.matcher(said).find() && existing.isPresent()) {
            return new Opened(existing.get(), true);
        }
        return new Rejected(
                reason(said),
                "exit code " + result.exitCode() + ": " + (said.isEmpty() ? "it said nothing" : shown(said)));
    }

    private static Rejection reason(String said) {
        if (AUTHENTICATION.matcher(said).find()) {
            return Rejection.AUTHENTICATION;
        }
        return UNREACHABLE.matcher(said).find() ? Rejection.UNREACHABLE : Rejection.FAILED;
    }

    private static Optional<String> last(String text) {
        Optional<String> found = Optional.empty();
        Matcher matcher = URL.matcher(text);
        while (matcher.find()) {
            found = Optional.of(matcher.group());
        }
        return found;
    }

    private String shown(String text) {
        String clean = redactor.redact(text);
        return clean.length() <= LONGEST_ANSWER ? clean : "…" + clean.substring(clean.length() - LONGEST_ANSWER);
    }
}
