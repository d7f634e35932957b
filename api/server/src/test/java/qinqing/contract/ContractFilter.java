package qinqing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Set;

/** Fails the test that meets an answer, or had a request accepted, that the contract doesn't have. */
final class ContractFilter implements Filter {
    private static final int FIRST_REFUSAL = 400;

    /** The server in front of any operation may answer these; the contract says so once, in its introduction. */
    private static final Set<Integer> ANYWHERE = Set.of(405, 406, 408, 414, 431, 507);

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext context) {
        var answer = context.next(request, response);
        var path = URI.create(request.getURI()).getRawPath();
        if (Contract.governs(path)) {
            Contract.get().find(request.getMethod(), path).ifPresent(operation -> {
                var what = operation.id() + " answered " + answer.statusCode();
                if (!mediaType(answer.contentType()).equals("text/event-stream")
                        && !ANYWHERE.contains(answer.statusCode())) {
                    assertThat(Contract.get()
                                    .faultsOfAnswer(
                                            operation,
                                            answer.statusCode(),
                                            mediaType(answer.contentType()),
                                            answer.asString()))
                            .as(what)
                            .isEmpty();
                }
                if (answer.statusCode() < FIRST_REFUSAL && request.getBody() instanceof String body) {
                    assertThat(Contract.get().faultsOfRequest(operation, mediaType(request.getContentType()), body))
                            .as(what + " to a request that is not in the contract")
                            .isEmpty();
                }
            });
        }
        return answer;
    }

    private static String mediaType(@org.jspecify.annotations.Nullable String header) {
        return header == null ? "" : header.split(";")[0].strip().toLowerCase(java.util.Locale.ROOT);
    }
}
