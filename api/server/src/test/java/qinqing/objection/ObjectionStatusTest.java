package qinqing.objection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ObjectionStatusTest {
    @Test
    void an_objection_is_answered_only_after_it_was_screened() {
        assertThat(ObjectionStatus.RECEIVED.next())
                .containsExactlyInAnyOrder(ObjectionStatus.ACCEPTED, ObjectionStatus.REJECTED);
        assertThat(Arrays.stream(ObjectionStatus.values()).filter(ObjectionStatus::isOpen))
                .containsExactly(ObjectionStatus.RECEIVED, ObjectionStatus.ACCEPTED);
    }

    @Test
    void a_tracking_secret_has_130_bits_and_is_read_as_it_is_written_by_hand() {
        var secret = TrackingSecret.random();
        assertThat(secret.secret().replace("-", "")).hasSize(26).matches("[0-9A-HJKMNP-TV-Z]+");
        assertThat(secret.number()).matches("[0-9A-Z-]{8,32}");
        assertThat(TrackingSecret.hash(
                        secret.secret().toLowerCase().replace("-", " ").replace('1', 'l')))
                .isEqualTo(secret.hash());
        assertThat(secret.toString()).doesNotContain(secret.secret());
    }
}
