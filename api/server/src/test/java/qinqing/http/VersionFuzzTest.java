package qinqing.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** S5: {@code If-Match} names the present version or the change is refused; a weak tag never does (RFC 9110, 13.1.1). */
class VersionFuzzTest {
    private static final int PRESENT = 7;

    @FuzzTest(maxDuration = "10m")
    void ifMatch(byte[] data) {
        var header = new String(data, StandardCharsets.UTF_8);
        try {
            Versions.require(header, PRESENT);
            assertThat(header.replace("W/\"7\"", "")).contains("\"7\"");
        } catch (ProblemException refused) {
            assertThat(refused.type()).isIn(ProblemType.STALE_VERSION, ProblemType.VERSION_REQUIRED);
        }
    }
}
