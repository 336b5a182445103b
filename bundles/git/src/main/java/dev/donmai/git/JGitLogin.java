package dev.donmai.git;

import dev.donmai.git.RepositoryUrl.Login;
import dev.donmai.process.Program;
import dev.donmai.process.ProgramResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the host with the login of the address or with what a credential helper says, never by asking. */
final class JGitLogin extends CredentialsProvider {
    private static final Logger LOG = LoggerFactory.getLogger(JGitLogin.class);
    private static final String HELPER = "DONMAI_CREDENTIAL_HELPER";

    private final GitEnvironment environment;
    private final Remote remote;
    private final List<String> helpers;
    private final Deadline deadline;
    private @Nullable Login login;
    private boolean asked;

    JGitLogin(GitEnvironment environment, Remote remote, List<String> helpers, Deadline deadline) {
        this.environment = environment;
        this.remote = remote;
        this.helpers = helpers;
        this.deadline = deadline;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (!supports(items)) {
            return false;
        }
        Optional<Login> known = login(uri);
        known.ifPresent(found -> {
            for (CredentialItem item : items) {
                if (item instanceof CredentialItem.Username username) {
                    username.setValue(found.user());
                } else if (item instanceof CredentialItem.Password password) {
                    password.setValue(found.password().toCharArray());
                }
            }
        });
        return known.isPresent();
    }

    /** The host refused it: there is no second one. */
    @Override
    public void reset(URIish uri) {
        login = null;
        asked = true;
    }

    private Optional<Login> login(URIish uri) {
        if (!asked) {
            asked = true;
            login = remote.login().isPresent() ? ofAddress(uri) : ofHelpers(uri);
        }
        return Optional.ofNullable(login);
    }

    /** For its own host alone: a redirect to another one gets nothing. */
    private @Nullable Login ofAddress(URIish uri) {
        String host = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
        return host.equals(remote.url().origin()) ? remote.login().orElse(null) : null;
    }

    private @Nullable Login ofHelpers(URIish uri) {
        for (String helper : helpers) {
            Map<String, String> answer = ask(helper, uri);
            String password = answer.get("password");
            if (password != null) {
                return new Login(answer.getOrDefault("username", ""), password);
            }
        }
        return null;
    }

    /** By git's credential protocol. The helper's text stays out of the argument list, as it may hold a secret. */
    private Map<String, String> ask(String helper, URIish uri) {
        String command = helper.startsWith("!")
                ? helper.substring(1)
                : helper.startsWith("/") ? helper : "git-credential-" + helper;
        Map<String, String> variables = environment.variables();
        variables.put(HELPER, command + " get");
        String host = uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
        try {
            ProgramResult result = Program.of("sh", "-c", "eval \"$" + HELPER + "\"")
                    .environment(variables)
                    .stdin("protocol=" + uri.getScheme() + "\nhost=" + host + "\n\n")
                    .deadline(deadline.remaining())
                    .run();
            if (!result.ok()) {
                LOG.warn(
                        "a credential helper for {} failed: {}",
                        host,
                        RepositoryUrl.redact(result.stderr().strip()));
            }
            return CredentialAnswer.parse(result.stdout());
        } catch (IOException e) {
            LOG.warn("a credential helper for {} can't be started: {}", host, e.getMessage());
            return Map.of();
        } catch (InterruptedException e) {
            // Seen again where the whole operation ends.
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
