package qinqing.unit;

import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** The body of a request that needs one. */
final class Bodies {
    private Bodies() {}

    /** @throws ProblemException 400 when nothing was sent */
    static <T> T required(@Nullable T body) {
        if (body == null) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "请求没有内容", "The request has no body");
        }
        return body;
    }
}
