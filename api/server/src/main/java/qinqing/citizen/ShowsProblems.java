package qinqing.citizen;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemPage;

/** What went wrong, on a page like all the others, with a way back. */
@ApplicationScoped
class ShowsProblems implements ProblemPage {
    private static final List<Locale> CHINESE = List.of(Locale.CHINESE);

    private final Template page;
    private final String county;

    ShowsProblems(
            @Location("citizen/problem.html") Template page,
            @ConfigProperty(name = "qinqing.county-name") String county) {
        this.page = page;
        this.county = county;
    }

    @Override
    public String of(ProblemException problem, @Nullable String traceId) {
        return page.data("page", new PublicPages.Page("problem", false, county, "?text=large"))
                .data("title", problem.type().title().in(CHINESE))
                .data("detail", problem.detail().map(text -> text.in(CHINESE)).orElse(null))
                .data("trace", traceId)
                .render();
    }
}
