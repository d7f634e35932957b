package qinqing.vault;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** S5: a sealed value that was changed in whatever way does not open, and says so in one of two ways. */
class EnvelopeFuzzTest {
    private static final UUID ROW = new UUID(1, 2);

    @TempDir
    Path folder;

    private Vault vault;
    private byte[] aes;
    private byte[] sm4;

    @BeforeEach
    void make() {
        var keys = LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true);
        vault = new Vault(keys, Suite.AES_256_GCM);
        aes = vault.seal(FieldKind.ADDRESS, "新妙镇两桂村3组12号", ROW);
        sm4 = new Vault(keys, Suite.SM4_GCM).seal(FieldKind.ADDRESS, "新妙镇两桂村3组12号", ROW);
    }

    @FuzzTest(maxDuration = "10m")
    void envelope(byte[] data) {
        stays(data);
        for (var sealed : new byte[][] {aes, sm4}) {
            stays(spliced(sealed, data));
            stays(Arrays.copyOf(sealed, data.length));
        }
    }

    private void stays(byte[] sealed) {
        if (Arrays.equals(sealed, aes) || Arrays.equals(sealed, sm4)) {
            return;
        }
        try {
            vault.open(FieldKind.ADDRESS, sealed, ROW);
            throw new AssertionError("a changed value opened");
        } catch (UnreadableValueException | UnknownKeyException expected) {
            if (sealed.length > 8
                    && String.valueOf(expected.getMessage())
                            .contains(new String(sealed, StandardCharsets.ISO_8859_1))) {
                throw new AssertionError("the refusal repeats the value", expected);
            }
        }
    }

    /** The real one with the data put over it where its first byte says. */
    private static byte[] spliced(byte[] real, byte[] data) {
        var copy = real.clone();
        for (var n = 1; n < data.length; n++) {
            copy[((data[0] & 0xff) + n) % copy.length] = data[n];
        }
        return copy;
    }
}
