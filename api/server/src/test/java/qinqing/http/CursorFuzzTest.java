package qinqing.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.vault.KeyedMac;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;

/** S5: a cursor that this list did not hand out is 400, and nothing else. */
class CursorFuzzTest {
    private static final List<String> KEY = List.of("2026-11-21", "周");

    @TempDir
    Path folder;

    private Cursors cursors;

    @BeforeEach
    void make() {
        cursors = new Cursors(new KeyedMac(
                LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true)));
    }

    @FuzzTest(maxDuration = "10m")
    void cursor(byte[] data) {
        refused("listSites", new String(data, StandardCharsets.UTF_8));
        var real = cursors.write("listSites", KEY.toArray());
        assertThat(cursors.read("listSites", real, 2)).isEqualTo(KEY);
        refused("listUnits", real);
        var spliced = spliced(real, data);
        if (!sameContent(spliced, real)) {
            refused("listSites", spliced);
        }
    }

    private void refused(String list, String cursor) {
        try {
            cursors.read(list, cursor, 2);
            throw new AssertionError("a cursor that was never handed out was taken");
        } catch (ProblemException expected) {
            assertThat(expected.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
        }
    }

    /** The last character of base64 has bits that mean nothing. */
    private static boolean sameContent(String one, String other) {
        try {
            return java.util.Arrays.equals(
                    java.util.Base64.getUrlDecoder().decode(one),
                    java.util.Base64.getUrlDecoder().decode(other));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** The real one with the data put in where its first byte says. */
    private static String spliced(String real, byte[] data) {
        if (data.length < 2) {
            return real;
        }
        var at = (data[0] & 0xff) % real.length();
        var text = new String(data, 1, data.length - 1, StandardCharsets.ISO_8859_1);
        return real.substring(0, at) + text + real.substring(Math.min(real.length(), at + text.length()));
    }
}
