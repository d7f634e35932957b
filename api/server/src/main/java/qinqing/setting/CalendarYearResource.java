package qinqing.setting;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.deadline.WorkingCalendars;
import qinqing.deadline.YearOfDays;
import qinqing.http.Bodies;
import qinqing.http.Versions;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.token.CurrentActor;

@Path("/api/v1/calendar-years")
class CalendarYearResource {
    private static final int FIRST = 2018;
    private static final int LAST = 2100;
    private static final int FRESH_SECONDS = 3600;
    /** The bundled years were never imported; they were published before this. */
    private static final Instant BUNDLED = Instant.parse("2025-12-01T00:00:00Z");

    private final WorkingCalendars calendars;
    private final Audit audit;
    private final CurrentActor actor;

    CalendarYearResource(WorkingCalendars calendars, Audit audit, CurrentActor actor) {
        this.calendars = calendars;
        this.audit = audit;
        this.actor = actor;
    }

    @GET
    @Path("/{year}")
    @PermitAll
    public Uni<Response> getCalendarYear(int year, @Context Request request) {
        return calendars.year(year).map(found -> found.map(known -> answer(known, request))
                .orElseThrow(CalendarYearResource::unknown));
    }

    @PUT
    @Path("/{year}")
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> importCalendarYear(
            int year,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @Nullable CalendarYearBody request) {
        if (year < FIRST || year > LAST) {
            throw unknown();
        }
        var wanted = Bodies.required(request).checked(year);
        return replace(actor.get(), wanted, ifMatch, ifNoneMatch).map(known -> Response.ok(CalendarYearBody.of(known))
                .tag(Versions.tag(known.version()))
                .build());
    }

    @WithTransaction
    Uni<YearOfDays> replace(Actor who, YearOfDays wanted, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return calendars
                .year(wanted.year())
                .map(known -> {
                    if (known.isPresent()) {
                        requireKnown(ifMatch, ifNoneMatch, known.get().version());
                        return known.get().version();
                    }
                    requireNew(ifMatch, ifNoneMatch);
                    return -1;
                })
                .chain(version -> calendars.replace(wanted, version))
                .map(stored -> stored.orElseThrow(() -> new ProblemException(ProblemType.STALE_VERSION)))
                .call(() -> audit.record(who, "importCalendarYear", "calendar_year", null, "year=" + wanted.year()));
    }

    private static void requireKnown(@Nullable String ifMatch, @Nullable String ifNoneMatch, int version) {
        if ("*".equals(ifNoneMatch)) {
            throw new ProblemException(ProblemType.STALE_VERSION);
        }
        Versions.require(ifMatch, version);
    }

    private static void requireNew(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null) {
            throw new ProblemException(ProblemType.STALE_VERSION);
        }
        if (!"*".equals(ifNoneMatch)) {
            throw new ProblemException(
                    ProblemType.VERSION_REQUIRED, "新的年度须提供 If-None-Match: *", "A new year needs If-None-Match: *");
        }
    }

    private static Response answer(YearOfDays year, Request request) {
        var tag = Versions.tag(year.version());
        var changed = Date.from(year.importedAt() == null ? BUNDLED : year.importedAt());
        var fresh = new CacheControl();
        fresh.setMaxAge(FRESH_SECONDS);
        var unchanged = request.evaluatePreconditions(tag);
        var answer = unchanged == null ? Response.ok(CalendarYearBody.of(year)) : unchanged;
        return answer.tag(tag).lastModified(changed).cacheControl(fresh).build();
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "没有这一年的工作日历", "The calendar of that year is not known");
    }
}
