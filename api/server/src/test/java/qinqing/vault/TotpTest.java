package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238's example at second 59, in six digits. */
    private static final String CODE = "287082";

    private final Totp totp = new Totp();

    @Test
    void a_code_holds_for_its_step_and_one_on_either_side() {
        assertThat(totp.verify(SECRET, CODE, Instant.ofEpochSecond(59), -1)).hasValue(1);
        assertThat(totp.verify(SECRET, CODE, Instant.ofEpochSecond(0), -1)).hasValue(1);
        assertThat(totp.verify(SECRET, CODE, Instant.ofEpochSecond(89), -1)).hasValue(1);
        assertThat(totp.verify(SECRET, CODE, Instant.ofEpochSecond(90), -1)).isEmpty();
    }

    @Test
    void a_code_works_once() {
        assertThat(totp.verify(SECRET, CODE, Instant.ofEpochSecond(59), 1)).isEmpty();
        assertThat(totp.verify(SECRET, CODE, Instant.ofEpochSecond(59), 0)).hasValue(1);
    }

    @Test
    void anything_else_is_refused() {
        for (String code : new String[] {"", "287083", "87082", "0287082", "２８７０８２", "abcdef"}) {
            assertThat(totp.verify(SECRET, code, Instant.ofEpochSecond(59), -1)).isEmpty();
        }
    }

    @Test
    void secrets_are_long_and_typed_in_base_32() {
        assertThat(totp.newSecret()).hasSize(20).isNotEqualTo(totp.newSecret());
        assertThat(Totp.typed(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.typed("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
    }
}
