package qinqing.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.http.ClientAddress;
import qinqing.http.RateLimited;
import qinqing.tenant.BeforeSignIn;
import qinqing.token.AccessTokens;

/** OAuth 2.0 client credentials (RFC 6749, 4.4); its errors have the form of that standard and not of a problem. */
@Path("/oauth2/token")
class SystemTokenResource {
    record TokenResponse(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            String scope) {
        @Override
        public String toString() {
            return "TokenResponse";
        }
    }

    record OAuthError(String error) {}

    private record Credentials(String id, String secret) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    private final ApiClients clients;
    private final RoutingContext routing;
    private final ClientAddress addresses;

    SystemTokenResource(ApiClients clients, RoutingContext routing, ClientAddress addresses) {
        this.clients = clients;
        this.routing = routing;
        this.addresses = addresses;
    }

    @POST
    @PermitAll
    @BeforeSignIn
    @RateLimited("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> issueSystemToken(
            @HeaderParam("Authorization") @Nullable String authorization,
            @FormParam("grant_type") @Nullable String grantType,
            @FormParam("scope") @Nullable String scope,
            @FormParam("client_id") @Nullable String clientId,
            @FormParam("client_secret") @Nullable String clientSecret) {
        if (grantType == null) {
            return refusal(400, "invalid_request");
        }
        if (!grantType.equals("client_credentials")) {
            return refusal(400, "unsupported_grant_type");
        }
        return credentials(authorization, clientId, clientSecret)
                .map(given -> clients.token(given.id(), given.secret(), scopes(scope), address())
                        .map(SystemTokenResource::answer))
                .orElseGet(() -> refusal(401, "invalid_client"));
    }

    private static Response answer(ApiClients.TokenResult result) {
        return switch (result) {
            case ApiClients.TokenResult.Issued(var token, var scopes) ->
                Response.ok(new TokenResponse(token, "Bearer", AccessTokens.LIFE.toSeconds(), String.join(" ", scopes)))
                        .header("Cache-Control", "no-store")
                        .build();
            case ApiClients.TokenResult.UnknownClient() -> error(401, "invalid_client");
            case ApiClients.TokenResult.ScopeNotGranted() -> error(400, "invalid_scope");
        };
    }

    /** The header wins; using both is an error by the standard, and nobody gains by telling the two apart. */
    private static Optional<Credentials> credentials(
            @Nullable String authorization, @Nullable String clientId, @Nullable String clientSecret) {
        if (authorization == null) {
            return clientId == null || clientSecret == null
                    ? Optional.empty()
                    : Optional.of(new Credentials(clientId, clientSecret));
        }
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            var decoded = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(
                            URLDecoder.decode(decoded.substring(0, colon), StandardCharsets.UTF_8),
                            URLDecoder.decode(decoded.substring(colon + 1), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Set<String> scopes(@Nullable String scope) {
        return scope == null || scope.isBlank()
                ? Set.of()
                : Arrays.stream(scope.strip().split(" +")).collect(Collectors.toUnmodifiableSet());
    }

    private String address() {
        return addresses.of(routing.request());
    }

    private static Uni<Response> refusal(int status, String error) {
        return Uni.createFrom().item(error(status, error));
    }

    private static Response error(int status, String error) {
        var response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(new OAuthError(error));
        if (status == 401) {
            response.header("WWW-Authenticate", "Basic realm=\"oauth2\"");
        }
        return response.build();
    }
}
