package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.util.List;
import java.util.regex.Pattern;

/** Makes of what git says a reason and an advice. Git speaks English here: every run has {@code LC_ALL=C}. */
final class GitErrors {
    /** The end is where the reason is. */
    private static final int LONGEST_QUOTE = 1_500;

    private record Rule(Pattern words, Reason reason, String advice) {
        static Rule of(String words, Reason reason, String advice) {
            return new Rule(Pattern.compile(words, Pattern.CASE_INSENSITIVE), reason, advice);
        }
    }

    /** The first that fits counts: a refusal is usually followed by "could not read from remote repository". */
    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "dubious ownership",
                    Reason.FAILED,
                    "The repository belongs to another user. Change its owner, or allow it for the user that runs the daemon"
                            + " as git says above."),
            Rule.of(
                    "no space left|disk quota exceeded",
                    Reason.FAILED,
                    "The disk is full: free space, or use a strategy that fetches less (shallow, reference-clone)."),
            Rule.of(
                    "host key verification failed",
                    Reason.AUTHENTICATION,
                    "Add the host's key to known_hosts of the user that runs the daemon (ssh once by hand, or"
                            + " ssh-keyscan)."),
            Rule.of(
                    "authentication failed|could not read (username|password)|terminal prompts disabled"
                            + "|permission denied|returned error: 40[13]|not authorized|authentication is required"
                            + "|access denied|invalid credentials|not permitted",
                    Reason.AUTHENTICATION,
                    "Give the project git.sshKey or git.credentialHelper, or set up credentials for the user that runs the"
                            + " daemon; some hosts answer the same for a repository that doesn't exist."),
            Rule.of(
                    "could not resolve host|connection refused|failed to connect|connection timed out|timed out"
                            + "|network is unreachable|no route to host|unable to look up|connection reset"
                            + "|name or service not known|unknown host",
                    Reason.UNREACHABLE,
                    "Check the address, the network and the proxy settings, and try again."),
            Rule.of(
                    "unable to create '[^']*\\.lock'|LOCK_FAILURE",
                    Reason.LOCKED,
                    "Try again when whoever holds the lock is done; a lock that a killed git left there has to be removed."),
            Rule.of(
                    "couldn't find remote ref|not our ref|unadvertised object|does not allow request|remote does not have"
                            + "|not valid\\b|no such remote ref",
                    Reason.UNKNOWN_REF,
                    "Check the ref."),
            Rule.of(
                    "does not appear to be a git repository|repository not found|repository '[^']*' not found"
                            + "|repository .* does not exist|not a git repository|returned error: 404|: not found",
                    Reason.NO_REPOSITORY,
                    "Check the address of the repository, and that these credentials may see it."));

    private GitErrors() {}

    static GitException of(String doing, String how, String said) {
        String words = words(said);
        Rule rule = RULES.stream()
                .filter(each -> each.words().matcher(said).find())
                .findFirst()
                .orElse(new Rule(Pattern.compile(""), Reason.FAILED, ""));
        return new GitException(
                rule.reason(),
                "git failed while " + doing + " (" + how + "): " + (words.isEmpty() ? "it said nothing." : words)
                        + (rule.advice().isEmpty() ? "" : "\n" + rule.advice()));
    }

    /** The end of what git said, without the secrets of addresses. */
    static String words(String said) {
        return tail(RepositoryUrl.redact(said).strip());
    }

    private static String tail(String text) {
        return text.length() <= LONGEST_QUOTE ? text : "…" + text.substring(text.length() - LONGEST_QUOTE);
    }
}
