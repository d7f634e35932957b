package qinqing.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {
    @Test
    void what_was_retracted_stays_retracted() {
        assertThat(NoticeStatus.RETRACTED.next()).isEmpty();
    }

    @Test
    void nothing_becomes_a_draft_again() {
        assertThat(NoticeStatus.values()).noneMatch(status -> status.mayBecome(NoticeStatus.DRAFT));
    }

    @Test
    void only_what_hangs_can_complete_A10_2() {
        assertThat(Arrays.stream(NoticeStatus.values()).filter(status -> status.mayBecome(NoticeStatus.COMPLETED)))
                .containsExactly(NoticeStatus.DISPLAYED);
    }

    @Test
    void everything_the_public_saw_can_be_retracted() {
        assertThat(List.of(
                        NoticeStatus.DISPLAYED, NoticeStatus.SUSPENDED, NoticeStatus.COMPLETED, NoticeStatus.WITHDRAWN))
                .allMatch(status -> status.mayBecome(NoticeStatus.RETRACTED));
        assertThat(NoticeStatus.DRAFT.mayBecome(NoticeStatus.RETRACTED)).isFalse();
    }

    @Test
    void eight_digits_of_an_id_tell_on_its_owner_however_they_are_written() {
        assertThat(PrivacyCheck.sharesDigits("500102190001010017", "生于１９００年01月01日"))
                .isTrue();
        assertThat(PrivacyCheck.sharesDigits("500102190001010017", "2026年补助2批")).isFalse();
        assertThat(PrivacyCheck.sharesDigits("500102********0017", "身份尾号0017")).isFalse();
    }
}
