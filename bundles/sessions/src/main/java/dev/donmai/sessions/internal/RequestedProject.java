package dev.donmai.sessions.internal;

import dev.donmai.model.Defaults;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.sessions.SessionRequest.Claimed;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The project that a request is for: found once, and handed on from there.
 *
 * @param strict whether addresses that only end alike are different repositories
 */
record RequestedProject(List<Project> projects, boolean strict) {

    private static final Logger LOG = LoggerFactory.getLogger(RequestedProject.class);

    Project of(SessionRequest request) throws AdmissionException {
        String repository = request.spec().repository();
        return request instanceof Claimed claimed
                ? of(claimed, repository, claimed.work().projectName())
                : new Allowlist(projects, strict).match(repository).orElseThrow(() -> refusal(repository));
    }

    private Project of(Claimed request, String repository, String projectName) throws AdmissionException {
        Optional<Project> found = new ProjectResolution(projects, strict).resolve(repository, projectName);
        if (found.isPresent()) {
            return found.get();
        }
        String named = Defaults.text(repository, projectName);
        LOG.warn(
                "no allowlist match: session {}, project \"{}\", repository \"{}\"",
                request.spec().sessionId(),
                projectName,
                PublicUrl.cut(named));
        throw refusal(named);
    }

    private static AdmissionException refusal(String repository) {
        return new AdmissionException(
                "repository \"" + PublicUrl.cut(repository) + "\" is not in the project allowlist");
    }
}
