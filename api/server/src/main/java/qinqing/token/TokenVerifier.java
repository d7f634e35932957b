package qinqing.token;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks access tokens (S17): ES256 and nothing else, by a key of ours named in {@code kid}. Keys or addresses of keys
 * that a token brings along ({@code jwk}, {@code jku}, {@code x5u}) are never looked at. A check costs 0.9 ms, so a
 * token that passed is remembered for its life; its expiry and its key are asked for again each time.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class TokenVerifier extends JWTCallerPrincipalFactory {
    /** What the problem answer looks for to say "expired" instead of "log in". */
    static final String EXPIRED = "exp has passed";

    private static final int REMEMBERED = 20_000;
    private static final AlgorithmConstraints ES256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private record Checked(JWTCallerPrincipal principal, long expiresAt, String kid) {}

    private final AccessTokens tokens;
    private final Clock clock;
    private final Map<ByteBuffer, Checked> remembered =
            Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Checked> eldest) {
                    return size() > REMEMBERED;
                }
            });

    TokenVerifier(AccessTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        var digest = digest(token);
        var known = remembered.get(digest);
        if (known != null && tokens.keys().find(known.kid()).isPresent()) {
            if (clock.instant().getEpochSecond() < known.expiresAt()) {
                return known.principal();
            }
            remembered.remove(digest);
            throw new ParseException(EXPIRED);
        }
        var checked = check(token);
        remembered.put(digest, checked);
        return checked.principal();
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Checked check(String token) throws ParseException {
        try {
            var context = consumer().process(token);
            var claims = context.getJwtClaims();
            var header = context.getJoseObjects().getFirst();
            var principal = new DefaultJWTCallerPrincipal(token, "JWT", claims);
            AccessTokens.actor(principal);
            AccessTokens.sessionId(principal);
            return new Checked(principal, claims.getExpirationTime().getValue(), header.getKeyIdHeaderValue());
        } catch (InvalidJwtException e) {
            throw new ParseException(e.hasErrorCode(ErrorCodes.EXPIRED) ? EXPIRED : "not a token of ours");
        } catch (MalformedClaimException | IllegalArgumentException | ClassCastException e) {
            throw new ParseException("not a token of ours");
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ES256_ONLY)
                .setVerificationKeyResolver(this::keyNamed)
                .setExpectedIssuer(tokens.issuer())
                .setExpectedAudience(AccessTokens.AUDIENCE)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                .build();
    }

    private Key keyNamed(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        var kid = signature.getKeyIdHeaderValue();
        if (kid == null) {
            throw new UnresolvableKeyException("no kid");
        }
        return tokens.keys()
                .find(kid)
                .orElseThrow(() -> new UnresolvableKeyException("unknown kid"))
                .publicKey();
    }
}
