package qinqing.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.kernel.Ids;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;

/** S5: what is no token of ours is refused with {@link ParseException}, whatever it is; S17 knows the clever forgeries. */
class TokenFuzzTest {
    @TempDir
    Path folder;

    private TokenVerifier verifier;
    private String real;

    @BeforeEach
    void make() {
        var clock = Clock.systemUTC();
        var keys = LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true);
        var tokens = new AccessTokens(keys, clock, new Ids(clock, new java.util.Random(1)), "qinqing");
        verifier = new TokenVerifier(tokens, clock);
        var somebody = new Actor(UUID.randomUUID(), UUID.randomUUID(), Role.CLERK, UUID.randomUUID(), null, Set.of());
        real = tokens.issue(somebody, UUID.randomUUID(), false);
    }

    @FuzzTest(maxDuration = "10m")
    void token(byte[] data) throws ParseException {
        refused(new String(data, StandardCharsets.UTF_8));
        assertThat(verifier.parse(real, new JWTAuthContextInfo())).isNotNull();
        var parts = real.split("\\.");
        for (var n = 0; n < parts.length; n++) {
            var forged = parts.clone();
            forged[n] = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(data);
            refused(String.join(".", forged));
        }
    }

    private void refused(String token) {
        try {
            verifier.parse(token, new JWTAuthContextInfo());
            throw new AssertionError("a forged token was taken");
        } catch (ParseException expected) {
            assertThat(expected.getMessage()).hasSizeLessThan(40);
        }
    }
}
