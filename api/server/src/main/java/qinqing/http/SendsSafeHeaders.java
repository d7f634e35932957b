package qinqing.http;

import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What every answer tells a browser, and those of the API a cache, unless the endpoint said otherwise: whoever forgets a
 * header in an endpoint has forgotten the freedom and not the protection. Below the endpoints, so that answers of the
 * server itself (404, 413) have them too.
 */
@ApplicationScoped
class SendsSafeHeaders {
    /** Outermost: before authentication and everything that may answer. */
    private static final int FIRST = 1_000_000;

    private static final String POLICY = "Content-Security-Policy";
    private static final String NOTHING_IN_IT_IS_A_PAGE = "default-src 'none'; frame-ancestors 'none'";
    /** The sheet to print is a page of the API: without its style and its code it would be no sheet. */
    private static final String ITS_OWN_STYLE_AND_PICTURES =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

    private static final String NOBODY_FRAMES_IT = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    void register(@Observes Filters filters) {
        filters.register(SendsSafeHeaders::add, FIRST);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(-FIRST).handler(SendsSafeHeaders::add);
    }

    private static void add(RoutingContext routing) {
        routing.addHeadersEndHandler(end -> complete(routing, routing.response().headers()));
        routing.next();
    }

    private static void complete(RoutingContext routing, MultiMap headers) {
        unlessSaid(headers, "X-Content-Type-Options", "nosniff");
        unlessSaid(headers, "Referrer-Policy", "no-referrer");
        if (isOfTheApi(routing.normalizedPath())) {
            unlessSaid(headers, POLICY, isPage(headers) ? ITS_OWN_STYLE_AND_PICTURES : NOTHING_IN_IT_IS_A_PAGE);
            unlessSaid(headers, HttpHeaders.CACHE_CONTROL.toString(), "no-store");
        } else {
            unlessSaid(headers, POLICY, NOBODY_FRAMES_IT);
        }
        // a promise made over plain HTTP is ignored, and one made for a try-out on this machine would stick
        if ("https".equals(routing.request().scheme())) {
            unlessSaid(headers, "Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void unlessSaid(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }

    private static boolean isPage(MultiMap headers) {
        var type = headers.get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/html");
    }

    private static boolean isOfTheApi(String path) {
        return path.startsWith("/api/") || path.startsWith("/oauth2/");
    }
}
