package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VaultTest {

    private static final UUID ROW = new UUID(1, 2);
    private static final UUID OTHER_ROW = new UUID(1, 3);
    private static final String ADDRESS = "重庆市涪陵区某镇某村三组 12 号";

    @TempDir
    Path directory;

    private KeyProvider keys;

    @BeforeEach
    void makeKeys() {
        keys = LocalKeyFile.open(directory.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_sealed_opens_in_its_place(Suite suite) {
        Vault vault = new Vault(keys, suite);
        byte[] sealed = vault.seal(FieldKind.ADDRESS, ADDRESS, ROW);
        assertThat(sealed).hasSize(33 + ADDRESS.getBytes(StandardCharsets.UTF_8).length);
        assertThat(sealed[0]).isEqualTo(suite.version());
        assertThat(Arrays.copyOf(sealed, 5)).isEqualTo(vault.currentHeader());
        assertThat(vault.open(FieldKind.ADDRESS, sealed, ROW)).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @EnumSource
    void values_of_any_length_survive(Suite suite) {
        Vault vault = new Vault(keys, suite);
        for (int length : new int[] {0, 1, 15, 16, 17, 31, 32, 33, 4096, 100_000}) {
            byte[] clear = new byte[length];
            Arrays.fill(clear, (byte) 0x5a);
            byte[] sealed = vault.seal(FieldKind.DOCUMENT, clear, Vault.context(ROW));
            assertThat(vault.open(FieldKind.DOCUMENT, sealed, Vault.context(ROW)))
                    .isEqualTo(clear);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_value_moved_to_another_row_or_column_does_not_open(Suite suite) {
        Vault vault = new Vault(keys, suite);
        byte[] sealed = vault.seal(FieldKind.PHONE, "13800000000", ROW);
        assertThatThrownBy(() -> vault.open(FieldKind.PHONE, sealed, OTHER_ROW))
                .isInstanceOf(UnreadableValueException.class);
        assertThatThrownBy(() -> vault.open(FieldKind.ID_NUMBER, sealed, ROW))
                .isInstanceOf(UnreadableValueException.class);
        assertThat(vault.open(FieldKind.PHONE, sealed, ROW)).isEqualTo("13800000000");
    }

    @ParameterizedTest
    @EnumSource
    void no_bit_can_be_flipped_unnoticed(Suite suite) {
        Vault vault = new Vault(keys, suite);
        byte[] sealed = vault.seal(FieldKind.PHONE, "13800000000", ROW);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> vault.open(FieldKind.PHONE, changed, ROW))
                    .isInstanceOfAny(UnreadableValueException.class, UnknownKeyException.class)
                    .hasMessageNotContaining("13800000000");
        }
        assertThat(vault.open(FieldKind.PHONE, sealed, ROW)).isEqualTo("13800000000");
    }

    @ParameterizedTest
    @EnumSource
    void no_prefix_of_a_value_opens(Suite suite) {
        Vault vault = new Vault(keys, suite);
        byte[] sealed = vault.seal(FieldKind.PHONE, "13800000000", ROW);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> vault.open(FieldKind.PHONE, cut, ROW))
                    .isInstanceOf(UnreadableValueException.class);
        }
    }

    @Test
    void a_value_without_a_place_is_refused() {
        Vault vault = new Vault(keys, Suite.AES_256_GCM);
        assertThatThrownBy(() -> vault.seal(FieldKind.PHONE, new byte[3], new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_value_never_looks_the_same_twice(Suite suite) {
        Sealer sealer = new Vault(keys, suite).sealer();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            byte[] sealed = sealer.seal(FieldKind.PHONE, "13800000000", ROW);
            assertThat(seen.add(HexFormat.of().formatHex(sealed, 5, 17))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rotation_reads_old_values_and_reseals_them(Suite suite) {
        Vault vault = new Vault(keys, suite);
        byte[] old = vault.seal(FieldKind.PHONE, "13800000000", ROW);
        assertThat(vault.needsResealing(old)).isFalse();

        Key before = keys.active(suite);
        keys.rotate(suite);
        assertThat(vault.needsResealing(old)).isTrue();
        assertThat(vault.open(FieldKind.PHONE, old, ROW)).isEqualTo("13800000000");
        byte[] resealed = vault.reseal(FieldKind.PHONE, old, Vault.context(ROW));
        assertThat(vault.needsResealing(resealed)).isFalse();

        keys.destroy(suite, before.id());
        assertThatThrownBy(() -> vault.open(FieldKind.PHONE, old, ROW)).isInstanceOf(UnknownKeyException.class);
        assertThat(vault.open(FieldKind.PHONE, resealed, ROW)).isEqualTo("13800000000");
    }

    @ParameterizedTest
    @EnumSource
    void a_batch_notices_rotation_and_destruction(Suite suite) {
        Sealer sealer = new Vault(keys, suite).sealer();
        byte[] old = sealer.seal(FieldKind.PHONE, "13800000000", ROW);
        sealer.open(FieldKind.PHONE, old, ROW);
        Key before = keys.active(suite);
        keys.rotate(suite);
        byte[] fresh = sealer.seal(FieldKind.PHONE, "13800000000", ROW);
        assertThat(sealer.needsResealing(fresh)).isFalse();
        keys.destroy(suite, before.id());
        assertThatThrownBy(() -> sealer.open(FieldKind.PHONE, old, ROW)).isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void a_county_changes_suites_value_by_value() {
        Vault international = new Vault(keys, Suite.AES_256_GCM);
        Vault chinese = new Vault(keys, Suite.SM4_GCM);
        byte[] old = international.seal(FieldKind.PHONE, "13800000000", ROW);
        assertThat(chinese.open(FieldKind.PHONE, old, ROW)).isEqualTo("13800000000");
        assertThat(chinese.needsResealing(old)).isTrue();
        byte[] resealed = chinese.reseal(FieldKind.PHONE, old, Vault.context(ROW));
        assertThat(resealed[0]).isEqualTo(Suite.SM4_GCM.version());
        assertThat(chinese.needsResealing(resealed)).isFalse();
        assertThat(international.open(FieldKind.PHONE, resealed, ROW)).isEqualTo("13800000000");
    }

    @Test
    void keys_of_another_installation_open_nothing() {
        byte[] sealed = new Vault(keys, Suite.AES_256_GCM).seal(FieldKind.PHONE, "13800000000", ROW);
        KeyProvider others =
                LocalKeyFile.open(directory.resolve("others"), Suite.AES_256_GCM, InstantSource.system(), true);
        assertThatThrownBy(() -> new Vault(others, Suite.AES_256_GCM).open(FieldKind.PHONE, sealed, ROW))
                .isInstanceOf(UnknownKeyException.class);
    }

    @ParameterizedTest
    @EnumSource
    void many_threads_share_one_vault_through_a_rotation(Suite suite) throws Exception {
        Vault vault = new Vault(keys, suite);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> {
                        if (i == 100) {
                            keys.rotate(suite);
                        }
                        UUID row = new UUID(i, i);
                        byte[] sealed = vault.seal(FieldKind.PHONE, "phone " + i, row);
                        return vault.open(FieldKind.PHONE, sealed, row).equals("phone " + i);
                    }))
                    .toList();
            for (var done : work) {
                assertThat(done.get()).isTrue();
            }
        }
    }
}
