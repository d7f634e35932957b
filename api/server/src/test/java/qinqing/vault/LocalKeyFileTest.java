package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalKeyFileTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final UUID ROW = new UUID(1, 2);

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        directory = temporary.resolve("data").resolve("keys");
    }

    @Test
    void the_first_start_makes_a_key_for_every_purpose_that_only_the_owner_can_read() throws IOException {
        KeyProvider keys = open(true);
        for (KeyPurpose purpose : KeyPurpose.all()) {
            assertThat(keys.active(purpose).createdAt()).isEqualTo(NOW);
            assertThat(keys.readable(purpose)).hasSize(1);
        }
        assertThat(modeOf(directory)).isEqualTo("rwx------");
        for (Path file : files()) {
            assertThat(modeOf(file)).as(file.toString()).isEqualTo("rw-------");
        }
        assertThat(files()).hasSize(3);
    }

    @Test
    void the_next_start_finds_the_same_keys() {
        Vault before = new Vault(open(true), Suite.SM4_GCM);
        byte[] sealed = before.seal(FieldKind.PHONE, "13800000000", ROW);
        Vault after = new Vault(open(false), Suite.SM4_GCM);
        assertThat(after.open(FieldKind.PHONE, sealed, ROW)).isEqualTo("13800000000");
        assertThat(new Vault(open(true), Suite.SM4_GCM).open(FieldKind.PHONE, sealed, ROW))
                .isEqualTo("13800000000");
    }

    @Test
    void no_new_keys_are_made_for_a_database_that_holds_data() {
        assertThatThrownBy(() -> open(false))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("restore the keys");
        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_missing_root_key_fails_the_start(boolean createIfAbsent) throws IOException {
        open(true);
        Files.delete(root());
        assertThatThrownBy(() -> open(createIfAbsent))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("is missing");
        assertThat(files()).noneMatch(file -> file.toString().endsWith(".key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void a_damaged_root_key_fails_the_start(String content) throws IOException {
        open(true);
        Files.writeString(root(), content);
        assertThatThrownBy(() -> open(true))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("is damaged");
        assertThat(Files.readString(root())).isEqualTo(content);
    }

    @Test
    void no_byte_of_the_keyring_can_be_changed_unnoticed() throws IOException {
        open(true);
        Path keyring = directory.resolve(LocalKeyFile.KEYRING);
        byte[] right = Files.readAllBytes(keyring);
        for (int at = 0; at < right.length; at += 7) {
            byte[] changed = right.clone();
            changed[at] ^= 1;
            Files.write(keyring, changed);
            assertThatThrownBy(() -> open(true)).isInstanceOf(KeysUnavailableException.class);
        }
        for (int length = 0; length < right.length; length += 11) {
            Files.write(keyring, Arrays.copyOf(right, length));
            assertThatThrownBy(() -> open(true)).isInstanceOf(KeysUnavailableException.class);
        }
        Files.write(keyring, right);
        open(false);
    }

    @Test
    void a_line_left_out_is_noticed() throws IOException {
        open(true);
        Path keyring = directory.resolve(LocalKeyFile.KEYRING);
        List<String> lines = Files.readAllLines(keyring);
        Files.write(
                keyring,
                lines.stream().filter(line -> !line.contains("index:PERSON")).toList());
        assertThatThrownBy(() -> open(true))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void files_others_can_use_are_refused(String mode) throws IOException {
        open(true);
        for (Path file : List.of(root(), directory.resolve(LocalKeyFile.KEYRING))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> open(true))
                    .isInstanceOf(KeysUnavailableException.class)
                    .hasMessageContaining("chmod 600");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
        assertThatThrownBy(() -> open(true))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("chmod 700");
    }

    @Test
    void a_crash_while_writing_leaves_the_keys_as_they_were() throws IOException {
        Vault before = new Vault(open(true), Suite.AES_256_GCM);
        byte[] sealed = before.seal(FieldKind.PHONE, "13800000000", ROW);
        Files.writeString(directory.resolve("keyring.tmp"), "qinqing keyring 1\n# The fir");
        Files.writeString(directory.resolve("root-0123456789abcdef.key.tmp"), "AAAA");
        LocalKeyFile after = open(false);
        assertThat(new Vault(after, Suite.AES_256_GCM).open(FieldKind.PHONE, sealed, ROW))
                .isEqualTo("13800000000");
        assertThat(files()).noneMatch(file -> file.toString().endsWith(".tmp"));
        after.rotate(Suite.AES_256_GCM);
        assertThat(new Vault(open(false), Suite.AES_256_GCM).open(FieldKind.PHONE, sealed, ROW))
                .isEqualTo("13800000000");
    }

    @Test
    void a_crash_before_the_very_first_keyring_does_not_stop_the_next_start() throws IOException {
        open(true);
        Files.delete(directory.resolve(LocalKeyFile.KEYRING));
        open(true);
        open(false);
    }

    @Test
    void a_root_key_a_crash_left_behind_is_deleted_at_the_next_start() throws IOException {
        LocalKeyFile keys = open(true);
        Path oldRoot = root();
        String left = Files.readString(oldRoot);
        keys.rotateRoot();
        assertThat(oldRoot).doesNotExist();
        Files.writeString(oldRoot, left);
        Files.setPosixFilePermissions(oldRoot, PosixFilePermissions.fromString("rw-------"));
        open(false);
        assertThat(oldRoot).doesNotExist();
    }

    /** S13, S14: a backup of the keyring from before does not bring a destroyed key back. */
    @Test
    void a_destroyed_key_is_in_no_file_and_an_old_keyring_does_not_open() throws IOException {
        LocalKeyFile keys = open(true);
        Vault vault = new Vault(keys, Suite.AES_256_GCM);
        byte[] erased = vault.seal(FieldKind.PHONE, "13800000000", ROW);
        Key old = keys.active(Suite.AES_256_GCM);
        keys.rotate(Suite.AES_256_GCM);
        Path keyring = directory.resolve(LocalKeyFile.KEYRING);
        String backup = Files.readString(keyring);

        keys.destroy(Suite.AES_256_GCM, old.id());
        assertThatThrownBy(() -> vault.open(FieldKind.PHONE, erased, ROW)).isInstanceOf(UnknownKeyException.class);
        assertThat(Files.readString(keyring)).doesNotContain(" " + old.id() + " ");
        assertThatThrownBy(() -> new Vault(open(false), Suite.AES_256_GCM).open(FieldKind.PHONE, erased, ROW))
                .isInstanceOf(UnknownKeyException.class);

        Files.writeString(keyring, backup);
        assertThatThrownBy(() -> open(false))
                .isInstanceOf(KeysUnavailableException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void the_active_key_is_not_destroyed_and_a_gone_one_may_be_destroyed_again() {
        LocalKeyFile keys = open(true);
        Key first = keys.active(MacPurpose.AUDIT);
        assertThatThrownBy(() -> keys.destroy(MacPurpose.AUDIT, first.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rotate first");
        keys.rotate(MacPurpose.AUDIT);
        keys.destroy(MacPurpose.AUDIT, first.id());
        keys.destroy(MacPurpose.AUDIT, first.id());
        assertThat(keys.find(MacPurpose.AUDIT, first.id())).isEmpty();
    }

    @Test
    void another_process_follows_a_rotation() throws InterruptedException {
        LocalKeyFile one = open(true);
        LocalKeyFile other = open(false);
        one.rotate(Suite.AES_256_GCM);
        byte[] sealed = new Vault(one, Suite.AES_256_GCM).seal(FieldKind.PHONE, "13800000000", ROW);
        assertThat(new Vault(other, Suite.AES_256_GCM).open(FieldKind.PHONE, sealed, ROW))
                .isEqualTo("13800000000");

        one.rotate(Suite.AES_256_GCM);
        Thread.sleep(Duration.ofMillis(1_100));
        assertThat(other.active(Suite.AES_256_GCM).id())
                .isEqualTo(one.active(Suite.AES_256_GCM).id());
    }

    @Test
    void two_processes_rotating_in_turn_lose_no_key() {
        LocalKeyFile one = open(true);
        LocalKeyFile other = open(false);
        for (int i = 0; i < 5; i++) {
            one.rotate(IndexPurpose.PERSON);
            other.rotate(IndexPurpose.PERSON);
        }
        assertThat(open(false).readable(IndexPurpose.PERSON)).hasSize(11);
    }

    @Test
    void new_keys_follow_the_suite_of_the_installation() {
        LocalKeyFile keys = LocalKeyFile.open(directory, Suite.SM4_GCM, InstantSource.fixed(NOW), true);
        assertThat(keys.active(IndexPurpose.PERSON).algorithm()).isEqualTo(KeyAlgorithm.HMAC_SM3);
        assertThat(open(false).rotate(IndexPurpose.PERSON).algorithm()).isEqualTo(KeyAlgorithm.HMAC_SHA_256);
    }

    @Test
    void nothing_prints_a_secret() throws IOException {
        LocalKeyFile keys = open(true);
        Key key = keys.active(Suite.AES_256_GCM);
        String secret = Base64.getEncoder().encodeToString(key.secret());
        assertThat(key.toString()).isEqualTo("seal:AES_256_GCM#" + key.id());
        assertThat(keys.toString()).doesNotContain(secret);
        assertThat(Files.readString(directory.resolve(LocalKeyFile.KEYRING))).doesNotContain(secret);
        try (RootKey root = RootKey.decode(Files.readString(root()))) {
            assertThat(root.toString()).doesNotContain(root.encode().strip());
        }
    }

    private LocalKeyFile open(boolean createIfAbsent) {
        return LocalKeyFile.open(directory, Suite.AES_256_GCM, InstantSource.fixed(NOW), createIfAbsent);
    }

    private Path root() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(".key"))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
