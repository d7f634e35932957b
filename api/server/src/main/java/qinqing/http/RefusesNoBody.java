package qinqing.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** An operation that takes a body gets one: an empty one, or {@code null}, would be met as a mistake of ours deep inside. */
@Provider
class RefusesNoBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException, WebApplicationException {
        @Nullable Object body = context.proceed();
        if (body == null) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "请求缺少内容", "The request has no body");
        }
        return body;
    }
}
