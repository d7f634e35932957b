package qinqing.unit;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.http.Cursors;
import qinqing.http.Input;
import qinqing.http.Page;

/** The bundled divisions: the whole country down to counties, this county down to villages. */
@Path("/api/v1/divisions")
class DivisionResource {
    private static final String LIST = "listDivisions";
    private static final int CODE = 12;
    private static final int Q = 50;

    private final Cursors cursors;
    private final List<Division> divisions;

    DivisionResource(Cursors cursors, @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.cursors = cursors;
        this.divisions = Stream.concat(
                        OpenData.country().stream(),
                        OpenData.county(countyCode).orElse(List.of()).stream()
                                .filter(division -> division.level() != Division.Level.COUNTY))
                .sorted(java.util.Comparator.comparing(Division::code))
                .toList();
    }

    record DivisionView(
            String code,
            String name,
            Division.Level level,
            @Nullable String parentCode) {
        static DivisionView of(Division division) {
            return new DivisionView(division.code(), division.name(), division.level(), division.parent());
        }
    }

    @GET
    @PermitAll
    public Uni<Page<DivisionView>> listDivisions(
            @QueryParam("q") @Nullable String q,
            @QueryParam("parentCode") @Nullable String parentCode,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var words = Input.query("q", q, Q);
        var parent = Input.query("parentCode", parentCode, CODE);
        var after = cursors.read(LIST, cursor, 1).stream().findFirst().orElse("");
        int rows = Cursors.limit(limit);
        var found = divisions.stream()
                .filter(division -> division.code().compareTo(after) > 0)
                .filter(division -> words == null || division.name().contains(words))
                .filter(division -> parent == null || parent.equals(division.parent()))
                .limit(rows + 1L)
                .toList();
        return Uni.createFrom()
                .item(Page.of(found, rows, last -> cursors.write(LIST, last.code()))
                        .map(DivisionView::of));
    }
}
