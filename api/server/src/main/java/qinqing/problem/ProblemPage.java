package qinqing.problem;

import org.jspecify.annotations.Nullable;

/** Shows a problem to a person who looks at a page in a browser. */
public interface ProblemPage {
    /**
     * The whole page, in Chinese.
     *
     * @param traceId for a mistake of ours, to be quoted to the administrator
     */
    String of(ProblemException problem, @Nullable String traceId);
}
