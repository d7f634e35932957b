package qinqing.http;

import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** The version of a resource as its {@code ETag}; a change names the version it was made on. */
public final class Versions {
    private Versions() {}

    public static EntityTag tag(int version) {
        return new EntityTag(Integer.toString(version));
    }

    /**
     * @param ifMatch the header as sent; several tags may be listed
     * @throws ProblemException 428 without the header, 412 when none of its tags is the present version
     */
    public static void require(@Nullable String ifMatch, int present) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(ProblemType.VERSION_REQUIRED);
        }
        var wanted = "\"" + present + "\"";
        if (Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(wanted::equals)) {
            throw new ProblemException(ProblemType.STALE_VERSION);
        }
    }
}
