package qinqing.identity;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Tells clients whether the county has an identity provider of its own. */
@Path("/api/v1/identity-provider")
class IdentityProviderResource {
    private static final Duration CACHED_FOR = Duration.ofMinutes(5);

    record ProviderView(
            boolean enabled,
            @Nullable String name,
            @Nullable URI authorizationUrl,
            @Nullable String clientId) {}

    private final CountyIdentityProvider provider;
    /** What is said here comes from the configuration, so it last changed when the process started. */
    private final Instant startedAt;

    IdentityProviderResource(CountyIdentityProvider provider, Clock clock) {
        this.provider = provider;
        this.startedAt = clock.instant();
    }

    @GET
    @PermitAll
    public Response getIdentityProvider(@Context Request request) {
        var view = view();
        var tag = new EntityTag(Integer.toHexString(view.hashCode()));
        var cache = new CacheControl();
        cache.setMaxAge((int) CACHED_FOR.toSeconds());
        var unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(view) : unchanged)
                .tag(tag)
                .lastModified(Date.from(startedAt))
                .cacheControl(cache)
                .build();
    }

    private ProviderView view() {
        var settings = provider.settings();
        return provider.isConfigured()
                ? new ProviderView(
                        true,
                        settings.name(),
                        settings.authorizationUrl().orElse(null),
                        settings.clientId().orElse(null))
                : new ProviderView(false, null, null, null);
    }
}
