package qinqing.problem;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who reads pages from who calls the API: a citizen who mistyped an address should not be shown JSON. */
@Singleton
class ProblemPages {
    static final String HTML = "text/html;charset=UTF-8";
    private static final int OUR_MISTAKE = 500;

    private final Instance<ProblemPage> page;

    ProblemPages(@Any Instance<ProblemPage> page) {
        this.page = page;
    }

    /** @param accept the header of the request, if it had one */
    Optional<String> of(ProblemException problem, String path, @Nullable String accept) {
        if (path.startsWith("/api/")
                || path.startsWith("/oauth2/")
                || accept == null
                || !accept.contains("text/html")
                || !page.isResolvable()) {
            return Optional.empty();
        }
        var trace = problem.type().status() >= OUR_MISTAKE ? ProblemView.currentTrace() : null;
        return Optional.of(page.get().of(problem, trace));
    }
}
