package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlindIndexTest {

    private static final String VALUE = "50010219800101000X";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void equal_values_have_equal_tokens_and_others_do_not(Suite house) {
        KeyProvider keys = keys(house);
        BlindIndex index = new BlindIndex(keys);
        byte[] token = index.token(IndexPurpose.PERSON, VALUE);
        assertThat(token).hasSize(BlindIndex.TOKEN);
        assertThat(token[0]).isEqualTo((byte) keys.active(IndexPurpose.PERSON).id());
        assertThat(new BlindIndex(keys).token(IndexPurpose.PERSON, VALUE)).isEqualTo(token);
        assertThat(index.indexer().token(IndexPurpose.PERSON, VALUE)).isEqualTo(token);
        assertThat(index.token(IndexPurpose.PERSON, "500102198001010001")).isNotEqualTo(token);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_value_has_another_token_for_each_purpose(Suite house) {
        BlindIndex index = new BlindIndex(keys(house));
        Set<String> seen = new HashSet<>();
        for (IndexPurpose purpose : IndexPurpose.values()) {
            byte[] token = index.token(purpose, VALUE);
            assertThat(seen.add(HexFormat.of().formatHex(token, 1, token.length)))
                    .isTrue();
        }
    }

    @Test
    void another_installation_has_other_tokens() {
        BlindIndex ours = new BlindIndex(keys(Suite.AES_256_GCM));
        BlindIndex theirs = new BlindIndex(
                LocalKeyFile.open(directory.resolve("theirs"), Suite.AES_256_GCM, InstantSource.system(), true));
        assertThat(ours.token(IndexPurpose.PERSON, VALUE)).isNotEqualTo(theirs.token(IndexPurpose.PERSON, VALUE));
    }

    @ParameterizedTest
    @EnumSource
    void rotation_asks_for_both_tokens_until_the_old_key_is_destroyed(Suite house) {
        KeyProvider keys = keys(house);
        BlindIndex index = new BlindIndex(keys);
        Indexer batch = index.indexer();
        byte[] old = batch.token(IndexPurpose.PERSON, VALUE);
        int oldKey = index.currentKey(IndexPurpose.PERSON);
        keys.rotate(IndexPurpose.PERSON);

        byte[] fresh = batch.token(IndexPurpose.PERSON, VALUE);
        assertThat(Arrays.copyOfRange(fresh, 1, 17)).isNotEqualTo(Arrays.copyOfRange(old, 1, 17));
        assertThat(index.isCurrent(IndexPurpose.PERSON, fresh)).isTrue();
        assertThat(index.isCurrent(IndexPurpose.PERSON, old)).isFalse();
        assertThat(index.tokens(IndexPurpose.PERSON, VALUE)).containsExactly(fresh, old);

        keys.destroy(IndexPurpose.PERSON, oldKey);
        assertThat(index.tokens(IndexPurpose.PERSON, VALUE)).containsExactly(fresh);
        assertThat(index.readableKeys(IndexPurpose.PERSON)).containsExactly(index.currentKey(IndexPurpose.PERSON));
    }

    @Test
    void key_ids_go_round_and_never_meet_one_in_use() {
        KeyProvider keys = keys(Suite.AES_256_GCM);
        int kept = keys.active(IndexPurpose.LOGIN).id();
        Set<Integer> seen = new HashSet<>(Set.of(kept));
        for (int i = 0; i < 300; i++) {
            Key before = keys.active(IndexPurpose.LOGIN);
            Key fresh = keys.rotate(IndexPurpose.LOGIN);
            assertThat(fresh.id()).isBetween(1, 255).isNotEqualTo(before.id()).isNotEqualTo(kept);
            seen.add(fresh.id());
            if (before.id() != kept) {
                keys.destroy(IndexPurpose.LOGIN, before.id());
            }
        }
        assertThat(seen).hasSize(255);
    }

    @Test
    void nothing_is_not_indexed() {
        assertThatThrownBy(() -> new BlindIndex(keys(Suite.AES_256_GCM)).token(IndexPurpose.PHONE, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private KeyProvider keys(Suite house) {
        return LocalKeyFile.open(directory.resolve("keys"), house, InstantSource.system(), true);
    }
}
