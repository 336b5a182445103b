package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.lifecycle.DoctorCheck.Finding;
import dev.donmai.lifecycle.DoctorCheck.State;
import dev.donmai.model.config.DaemonConfig.Limits;
import dev.donmai.process.CgroupSupport;
import org.junit.jupiter.api.Test;

class CgroupsCheckTest {

    private static final CgroupSupport NONE = new CgroupSupport.Unusable("/sys/fs/cgroup is read-only");

    @Test
    void whereNothingIsAskedForNothingIsMissing() {
        assertThat(CgroupsCheck.finding(NONE, new Limits(0, 0, 0, 0, 0)))
                .isEqualTo(Finding.ok("sessions have no cgroups: /sys/fs/cgroup is read-only"));
    }

    @Test
    void limitsThatCannotBeEnforcedAreNamed() {
        Finding finding = CgroupsCheck.finding(NONE, new Limits(512, 1.5, 0, 0, 0));
        assertThat(finding.state()).isEqualTo(State.WARNING);
        assertThat(finding.summary())
                .isEqualTo("limits.memoryMb and limits.cpus cannot be enforced; sessions have no cgroups:"
                        + " /sys/fs/cgroup is read-only");
    }
}
