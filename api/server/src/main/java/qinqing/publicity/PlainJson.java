package qinqing.publicity;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** As little as an endpoint can do: what the benchmark compares the public feed with. There in a benchmark only. */
@Path("/bench/plain")
@Produces(MediaType.APPLICATION_JSON)
class PlainJson {
    private static final int LARGEST = 1 << 20;

    private final boolean wanted;
    private volatile byte[] content = new byte[0];

    PlainJson(@ConfigProperty(name = "qinqing.bench", defaultValue = "false") boolean wanted) {
        this.wanted = wanted;
    }

    /** On the event loop, as the feed is: a thread of its own would make the comparison too easy. */
    @GET
    @PermitAll
    @NonBlocking
    public byte[] plain(@QueryParam("bytes") @DefaultValue("2") int bytes) {
        if (!wanted || bytes < 2 || bytes > LARGEST) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        if (content.length != bytes) {
            content = ("\"" + "x".repeat(bytes - 2) + "\"").getBytes(StandardCharsets.UTF_8);
        }
        return content;
    }
}
