package qinqing.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** Turns away, before an endpoint is looked for, what the framework would stumble over or read in a way of its own. */
class RefusesOddRequests {

    /** A matrix parameter ({@code /sites;a=b}) would reach the endpoint by a path that no rule for paths knows. */
    @ServerRequestFilter(preMatching = true)
    public void refuse(RoutingContext routing) {
        var request = routing.request();
        if (String.valueOf(request.path()).contains(";")) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        if (!isReadable(request.getHeader(HttpHeaders.ACCEPT))) {
            throw new ProblemException(ProblemType.NOT_ACCEPTABLE);
        }
        if (!isReadable(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    private static boolean isReadable(@Nullable String mediaTypes) {
        try {
            if (mediaTypes != null && !mediaTypes.isBlank()) {
                Arrays.stream(mediaTypes.split(",")).map(String::strip).forEach(MediaType::valueOf);
            }
            return true;
        } catch (IllegalArgumentException garbage) {
            return false;
        }
    }
}
