package qinqing.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import qinqing.matching.MatchStatus;

class VerificationStatusTest {
    @Test
    void nothing_is_closed_without_a_finding_and_a_signature() {
        assertThat(Arrays.stream(VerificationStatus.values())
                        .filter(status -> status.next().contains(VerificationStatus.CLOSED)))
                .containsExactly(VerificationStatus.FOUND);
    }

    @Test
    void a_finding_can_be_returned() {
        assertThat(VerificationStatus.FOUND.next()).contains(VerificationStatus.OPEN);
    }

    @Test
    void every_state_is_left_or_is_the_end() {
        assertThat(Arrays.stream(VerificationStatus.values()).filter(VerificationStatus::isOver))
                .containsExactly(VerificationStatus.CLOSED, VerificationStatus.OBSOLETE);
    }

    @Test
    void a_decided_hit_is_only_ever_opened_again() {
        assertThat(Arrays.stream(MatchStatus.values()).filter(MatchStatus::isDecided))
                .hasSize(3)
                .allSatisfy(status -> assertThat(status.next()).containsExactly(MatchStatus.OPEN));
    }

    @Test
    void every_finding_decides_the_hit() {
        assertThat(Arrays.stream(Finding.values()).map(Finding::outcome)).allMatch(MatchStatus::isDecided);
    }
}
