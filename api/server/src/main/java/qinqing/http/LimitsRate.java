package qinqing.http;

import io.github.bucket4j.Bucket;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/**
 * Counts calls per bucket and caller. Who did not log in is counted by address, of which only a hash with a salt of
 * this process is kept, and only in memory: no address of a citizen is ever written down (S8).
 */
class LimitsRate {
    private static final String STANDING = "qinqing.rate-limit";
    /** Callers remembered; beyond it the one that called longest ago begins anew. */
    private static final int CALLERS = 50_000;

    private record Standing(String bucket, long calls, Duration per, long left, Duration pause) {}

    private static final String ADDRESS = "address ";

    private final RateLimits limits;
    private final CurrentIdentityAssociation identity;
    private final ClientAddress addresses;
    private final byte[] salt = new byte[32];
    private final Map<ByteBuffer, Bucket> buckets = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Bucket> eldest) {
            return size() > CALLERS;
        }
    });

    LimitsRate(RateLimits limits, CurrentIdentityAssociation identity, ClientAddress addresses) {
        this.limits = limits;
        this.identity = identity;
        this.addresses = addresses;
        new SecureRandom().nextBytes(salt);
    }

    /** Before anything else looks at the request, so that refusals count too. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<@Nullable Response> count(
            ContainerRequestContext request, @Nullable ResourceInfo resource, RoutingContext routing) {
        return standing(resource, routing).map(standing -> {
            request.setProperty(STANDING, standing);
            if (!standing.pause().isZero()) {
                throw ProblemException.retryAfter(
                        ProblemType.TOO_MANY_REQUESTS, standing.pause(), ProblemType.TOO_MANY_REQUESTS.title());
            }
            return null;
        });
    }

    /** A call that ended before its endpoint, for want of a role or a path, is counted here. */
    @ServerResponseFilter
    public Uni<Void> tell(
            ContainerRequestContext request,
            ContainerResponseContext response,
            @Nullable ResourceInfo resource,
            RoutingContext routing) {
        if (request.getProperty(STANDING) instanceof Standing standing) {
            tell(standing, response);
            return Uni.createFrom().voidItem();
        }
        return standing(resource, routing)
                .invoke(standing -> tell(standing, response))
                .replaceWithVoid();
    }

    private static void tell(Standing standing, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putSingle(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(
                                standing.bucket(),
                                standing.calls(),
                                standing.per().toSeconds()));
        headers.putSingle(
                "RateLimit",
                "\"%s\";r=%d;t=%d".formatted(standing.bucket(), standing.left(), seconds(standing.pause())));
    }

    /** A bad token is judged elsewhere; here its bearer is just somebody at that address. */
    private Uni<Standing> standing(@Nullable ResourceInfo resource, RoutingContext routing) {
        var address = ADDRESS + addresses.of(routing.request());
        return identity.getDeferredIdentity()
                .map(caller -> caller.isAnonymous()
                        ? address
                        : "actor " + caller.getPrincipal().getName())
                .onFailure()
                .recoverWithItem(address)
                .map(who -> draw(bucketOf(resource), who));
    }

    private Standing draw(String name, String who) {
        var configured = limits.buckets().get(name);
        var limit = configured == null ? Objects.requireNonNull(limits.buckets().get(RateLimits.OTHERS)) : configured;
        var probe = buckets.computeIfAbsent(key(name, who), caller -> Bucket.builder()
                        .addLimit(full -> full.capacity(limit.calls()).refillGreedy(limit.calls(), limit.per()))
                        .withNanosecondPrecision()
                        .build())
                .tryConsumeAndReturnRemaining(1);
        var wait = probe.isConsumed()
                ? Duration.ZERO
                : Duration.ofSeconds(seconds(Duration.ofNanos(probe.getNanosToWaitForRefill())));
        return new Standing(name, limit.calls(), limit.per(), probe.getRemainingTokens(), wait);
    }

    private static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }

    private ByteBuffer key(String bucket, String who) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            hash.update(salt);
            hash.update((bucket + " " + who).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash.digest(), 0, 16).slice();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String bucketOf(@Nullable ResourceInfo resource) {
        if (resource == null || resource.getResourceMethod() == null) {
            return RateLimits.DEFAULT;
        }
        var limited = resource.getResourceMethod().getAnnotation(RateLimited.class);
        if (limited == null) {
            limited = resource.getResourceClass().getAnnotation(RateLimited.class);
        }
        return limited == null ? RateLimits.DEFAULT : limited.value();
    }
}
