package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void only_the_right_password_fits_and_no_two_hashes_are_alike() {
        String stored = passwords.hash("涪陵榨菜 2026");
        assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.verify("涪陵榨菜 2026", stored)).isTrue();
        assertThat(passwords.verify("涪陵榨菜 2025", stored)).isFalse();
        assertThat(passwords.verify("", stored)).isFalse();
        assertThat(passwords.hash("涪陵榨菜 2026")).isNotEqualTo(stored);
        assertThat(passwords.needsRehash(stored)).isFalse();
    }

    @Test
    void the_same_letter_typed_in_two_ways_is_the_same_password() {
        assertThat(passwords.verify("cafe\u0301", passwords.hash("caf\u00e9"))).isTrue();
    }

    @Test
    void a_weaker_hash_is_made_anew() {
        String weak = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(passwords.needsRehash(weak)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=4000000,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=9999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            })
    void a_stored_text_that_is_no_hash_of_ours_is_refused_without_printing_it(String stored) {
        assertThatThrownBy(() -> passwords.verify("password", stored))
                .isInstanceOf(IllegalStateException.class)
                .message()
                .doesNotContain("c29t", "secret");
    }
}
