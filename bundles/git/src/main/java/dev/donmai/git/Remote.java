package dev.donmai.git;

import dev.donmai.git.RepositoryUrl.Login;
import java.util.Optional;

/** Where to fetch from or push to, and with what. */
record Remote(RepositoryUrl url, GitCredentials credentials) {
    /** What to answer the host with: what its address carries, else the token. */
    Optional<Login> login() {
        return url.login()
                .or(() -> url.isHttp() && !credentials.token().isEmpty()
                        ? Optional.of(new Login(credentials.tokenUser(), credentials.token()))
                        : Optional.empty());
    }
}
