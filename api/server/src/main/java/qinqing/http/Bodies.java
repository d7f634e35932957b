package qinqing.http;

import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** The body of a request that needs one. */
public final class Bodies {
    private Bodies() {}

    /** @throws ProblemException 400 when nothing was sent */
    public static <T> T required(@Nullable T body) {
        if (body == null) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "请求没有内容", "The request has no body");
        }
        return body;
    }
}
