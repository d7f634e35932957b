package qinqing.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.kernel.Ids;
import qinqing.vault.KeyProvider;
import qinqing.vault.SigningKeys;
import qinqing.vault.SigningPurpose;

/** Issues access tokens: ES256, a quarter of an hour, bound to one assignment. */
@ApplicationScoped
public class AccessTokens {
    public static final Duration LIFE = Duration.ofMinutes(15);
    static final String AUDIENCE = "qinqing-api";

    private final SigningKeys keys;
    private final Clock clock;
    private final Ids ids;
    private final String issuer;

    AccessTokens(
            KeyProvider keys,
            Clock clock,
            Ids ids,
            @ConfigProperty(name = "qinqing.token.issuer", defaultValue = "qinqing") String issuer) {
        this.keys = new SigningKeys(keys, SigningPurpose.ACCESS_TOKEN);
        this.clock = clock;
        this.ids = ids;
        this.issuer = issuer;
    }

    SigningKeys keys() {
        return keys;
    }

    String issuer() {
        return issuer;
    }

    /**
     * @param sessionId the login session; for a system its client id
     * @param passwordChangeDue the token is good for changing the password and nothing else
     */
    public String issue(Actor actor, UUID sessionId, boolean passwordChangeDue) {
        var key = keys.current();
        var now = clock.instant();
        var claims = Jwt.claims()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject(actor.accountId().toString())
                .issuedAt(now.getEpochSecond())
                .expiresAt(now.plus(LIFE).getEpochSecond())
                .claim("jti", ids.random().toString())
                .claim(Claim.SESSION, sessionId.toString())
                .claim(Claim.ROLE, actor.role().name())
                .claim(Claim.UNIT, actor.unitId().toString());
        if (actor.assignmentId() != null) {
            claims.claim(Claim.ASSIGNMENT, actor.assignmentId().toString());
        }
        if (actor.officialId() != null) {
            claims.claim(Claim.OFFICIAL, actor.officialId().toString());
        }
        if (!actor.scopes().isEmpty()) {
            claims.claim(Claim.SCOPE, actor.scopes().stream().sorted().collect(Collectors.joining(" ")));
        }
        if (passwordChangeDue) {
            claims.claim(Claim.PASSWORD_CHANGE_DUE, true);
        }
        return claims.jws().algorithm(SignatureAlgorithm.ES256).keyId(key.kid()).sign(key.privateKey());
    }

    /**
     * Who a checked token of ours speaks for.
     *
     * @throws IllegalArgumentException when a claim is missing or is no id
     */
    static Actor actor(JsonWebToken token) {
        String scope = token.getClaim(Claim.SCOPE);
        return new Actor(
                UUID.fromString(token.getSubject()),
                id(token, Claim.ASSIGNMENT),
                Role.valueOf(required(token, Claim.ROLE)),
                UUID.fromString(required(token, Claim.UNIT)),
                id(token, Claim.OFFICIAL),
                scope == null ? Set.of() : Set.of(scope.split(" ")));
    }

    /** The login session of a checked token; for a system its client id. */
    public static UUID sessionId(JsonWebToken token) {
        return UUID.fromString(required(token, Claim.SESSION));
    }

    static boolean passwordChangeDue(JsonWebToken token) {
        return token.containsClaim(Claim.PASSWORD_CHANGE_DUE);
    }

    private static String required(JsonWebToken token, String claim) {
        if (token.getClaim(claim) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no claim " + claim);
    }

    private static @Nullable UUID id(JsonWebToken token, String claim) {
        String text = token.getClaim(claim);
        return text == null ? null : UUID.fromString(text);
    }

    /** Names of our own claims. */
    static final class Claim {
        static final String SESSION = "sid";
        static final String ASSIGNMENT = "assignment";
        static final String ROLE = "role";
        static final String UNIT = "unit";
        static final String OFFICIAL = "official";
        static final String SCOPE = "scope";
        static final String PASSWORD_CHANGE_DUE = "password_change_due";

        private Claim() {}
    }
}
