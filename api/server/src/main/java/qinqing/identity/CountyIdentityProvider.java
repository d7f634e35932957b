package qinqing.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CallersContext;

/**
 * The county's own OpenID provider, where there is one: swaps an authorization code (PKCE, RFC 7636) for an ID token and
 * says who that is. Beside the bearer check for our own tokens the OIDC extension would be a second one on every
 * request; the code flow needs only two calls, so they are made here.
 */
@ApplicationScoped
class CountyIdentityProvider {
    /** Off unless the issuer is set. */
    @ConfigMapping(prefix = "qinqing.oidc")
    interface Settings {
        Optional<String> issuer();

        @WithDefault("县级统一身份认证")
        String name();

        Optional<URI> authorizationUrl();

        Optional<URI> tokenUrl();

        Optional<URI> keysUrl();

        Optional<String> clientId();

        Optional<String> clientSecret();

        /** Where the provider may send people back to; anything else is refused. */
        Optional<Set<String>> redirectUris();

        /** The claim an account is found by; {@code phone_number} finds it by the phone, others by what was bound. */
        @WithDefault("sub")
        String claim();
    }

    /** Who the provider says it is: the text of the configured claim. */
    record Subject(String text, boolean isPhone) {
        @Override
        public String toString() {
            return "Subject";
        }
    }

    private record Keys(List<JsonWebKey> keys, long readAt) {}

    private static final Logger LOG = Logger.getLogger(CountyIdentityProvider.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    /** An ID token is used right after it was issued. */
    private static final int OLDEST_TOKEN_SECONDS = 300;

    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);
    private static final AlgorithmConstraints ASYMMETRIC = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256);

    private final Settings settings;
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(ANSWER_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final AtomicReference<@Nullable Keys> known = new AtomicReference<>();

    CountyIdentityProvider(Settings settings, ObjectMapper json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    boolean isConfigured() {
        return settings.issuer().isPresent();
    }

    Settings settings() {
        return settings;
    }

    /**
     * @throws ProblemException NOT_FOUND without a provider, LOGIN_FAILED when it vouches for nobody, UNAVAILABLE when it
     *     does not answer
     */
    Uni<Subject> subjectOf(String code, String verifier, String redirectUri) {
        if (!isConfigured()) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        if (!settings.redirectUris().orElse(Set.of()).contains(redirectUri)) {
            throw new ProblemException(ProblemType.LOGIN_FAILED);
        }
        return Uni.createFrom().deferred(() -> {
            var back = CallersContext.now();
            return idToken(code, verifier, redirectUri)
                    .chain(token -> keys().map(keys -> subject(token, keys)))
                    .onFailure(java.io.IOException.class)
                    .transform(unreachable -> ProblemException.retryAfter(
                            ProblemType.UNAVAILABLE,
                            ANSWER_WITHIN,
                            new Text("统一身份认证暂时无法访问", "The identity provider can't be reached")))
                    .emitOn(back);
        });
    }

    private Uni<String> idToken(String code, String verifier, String redirectUri) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("code_verifier", verifier);
        form.put("redirect_uri", redirectUri);
        form.put("client_id", settings.clientId().orElseThrow());
        settings.clientSecret().ifPresent(secret -> form.put("client_secret", secret));
        var request = HttpRequest.newBuilder(settings.tokenUrl().orElseThrow())
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        return send(request).map(answer -> {
            if (answer.statusCode() != 200) {
                throw new ProblemException(ProblemType.LOGIN_FAILED);
            }
            try {
                var token = json.readTree(answer.body()).path("id_token");
                if (token.isTextual()) {
                    return token.textValue();
                }
            } catch (JsonProcessingException notJson) {
                LOG.warn("the identity provider's token endpoint answered something else than JSON");
            }
            throw new ProblemException(ProblemType.LOGIN_FAILED);
        });
    }

    private Uni<List<JsonWebKey>> keys() {
        var kept = known.get();
        if (kept != null && System.nanoTime() - kept.readAt() < KEYS_KEPT.toNanos()) {
            return Uni.createFrom().item(kept.keys());
        }
        var request = HttpRequest.newBuilder(settings.keysUrl().orElseThrow())
                .timeout(ANSWER_WITHIN)
                .build();
        return send(request).map(answer -> {
            try {
                var keys = new JsonWebKeySet(answer.body()).getJsonWebKeys();
                known.set(new Keys(keys, System.nanoTime()));
                return keys;
            } catch (JoseException notKeys) {
                LOG.warn("the identity provider's keys can't be read");
                throw new ProblemException(ProblemType.LOGIN_FAILED);
            }
        });
    }

    private Subject subject(String idToken, List<JsonWebKey> keys) {
        try {
            var claims = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(ASYMMETRIC)
                    .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                    .setExpectedIssuer(settings.issuer().orElseThrow())
                    .setExpectedAudience(settings.clientId().orElseThrow())
                    .setRequireSubject()
                    .setRequireExpirationTime()
                    .setRequireIssuedAt()
                    .setIssuedAtRestrictions(OLDEST_TOKEN_SECONDS, OLDEST_TOKEN_SECONDS)
                    .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
                    .build()
                    .processToClaims(idToken);
            var claim = settings.claim();
            var text = claims.getStringClaimValue(claim);
            boolean phone = claim.equals("phone_number");
            boolean vouchedFor = !phone || Boolean.TRUE.equals(claims.getClaimValue("phone_number_verified"));
            if (text == null || text.isBlank() || !vouchedFor) {
                throw new ProblemException(ProblemType.LOGIN_FAILED);
            }
            return new Subject(text, phone);
        } catch (InvalidJwtException | MalformedClaimException notOurs) {
            // Perhaps signed with a key newer than those we hold: ask again at the next login.
            known.set(null);
            throw new ProblemException(ProblemType.LOGIN_FAILED);
        }
    }

    private Uni<HttpResponse<String>> send(HttpRequest request) {
        return Uni.createFrom().completionStage(() -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
