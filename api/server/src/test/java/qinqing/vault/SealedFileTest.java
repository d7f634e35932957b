package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedFileTest {
    private static final int SEALED_FRAME = SealedFile.FRAME + Sealer.OVERHEAD;

    @TempDir
    Path folder;

    private Vault vault;

    @BeforeEach
    void makeVault() {
        vault = new Vault(
                LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true),
                Suite.AES_256_GCM);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 3_000_001})
    void what_was_written_is_read_from_front_to_back(int size) throws IOException {
        var clear = chance(size);
        var file = written(clear);
        try (var channel = file.read(vault)) {
            assertThat(channel.size()).isEqualTo(size);
            assertThat(Channels.newInputStream(channel).readAllBytes()).isEqualTo(clear);
        }
    }

    @Test
    void any_place_can_be_read() throws IOException {
        var clear = chance(500_000);
        var file = written(clear);
        var random = new Random(7);
        try (var channel = file.read(vault)) {
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(clear.length);
                var part = ByteBuffer.allocate(random.nextInt(150_000));
                int read = channel.position(from).read(part);
                assertThat(read).isEqualTo(Math.min(part.capacity(), clear.length - from));
                assertThat(ByteBuffer.wrap(part.array(), 0, read)).isEqualTo(ByteBuffer.wrap(clear, from, read));
            }
        }
    }

    @Test
    void sealed_anew_it_reads_the_same_and_needs_the_old_key_no_more() throws IOException {
        var keys = LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), false);
        var clear = chance(200_000);
        var file = written(clear);
        assertThat(file.reseal(new Vault(keys, Suite.AES_256_GCM))).isFalse();
        var old = keys.active(Suite.AES_256_GCM);
        keys.rotate(Suite.AES_256_GCM);
        var fresh = new Vault(keys, Suite.AES_256_GCM);
        assertThat(file.reseal(fresh)).isTrue();
        keys.destroy(Suite.AES_256_GCM, old.id());
        try (var channel = file.read(fresh)) {
            assertThat(Channels.newInputStream(channel).readAllBytes()).isEqualTo(clear);
        }
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.endsWith(".fresh"));
        }
    }

    @Test
    void nothing_lies_in_clear_and_only_the_owner_may_look() throws IOException {
        var file = written("500102199001011234,某某".repeat(20_000).getBytes());
        assertThat(new String(Files.readAllBytes(file.path()), "ISO-8859-1")).doesNotContain("500102");
        assertThat(Files.getPosixFilePermissions(file.path())).hasSize(2);
    }

    @Test
    void frames_put_into_another_order_do_not_open() throws IOException {
        var file = written(chance(4 * SealedFile.FRAME));
        var sealed = Files.readAllBytes(file.path());
        var swapped = sealed.clone();
        System.arraycopy(sealed, 0, swapped, SEALED_FRAME, SEALED_FRAME);
        System.arraycopy(sealed, SEALED_FRAME, swapped, 0, SEALED_FRAME);
        Files.write(file.path(), swapped);
        assertThatThrownBy(() -> readAll(file)).isInstanceOf(UnreadableValueException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SEALED_FRAME, SEALED_FRAME + 1, 3 * SEALED_FRAME})
    void a_file_that_was_cut_does_not_open(int cut) throws IOException {
        var file = written(chance(4 * SealedFile.FRAME));
        var sealed = Files.readAllBytes(file.path());
        Files.write(file.path(), java.util.Arrays.copyOf(sealed, sealed.length - cut));
        assertThatThrownBy(() -> readAll(file)).isInstanceOf(UnreadableValueException.class);
    }

    @Test
    void another_files_frames_do_not_open() throws IOException {
        var file = written(chance(1000));
        assertThatThrownBy(() -> readAll(new SealedFile(file.path(), UUID.randomUUID())))
                .isInstanceOf(UnreadableValueException.class);
    }

    private byte[] readAll(SealedFile file) throws IOException {
        try (var channel = file.read(vault)) {
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    private SealedFile written(byte[] clear) throws IOException {
        var id = UUID.randomUUID();
        var file = new SealedFile(folder.resolve(id.toString()), id);
        try (var out = file.write(vault)) {
            out.write(clear, 0, clear.length / 3);
            out.write(clear, clear.length / 3, clear.length - clear.length / 3);
        }
        return file;
    }

    private static byte[] chance(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
