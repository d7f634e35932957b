package qinqing.publicity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CurrentActor;

/** When notices hang on which boards. */
@Path("/api/v1/notices/{noticeId}/sites")
@Produces(MediaType.APPLICATION_JSON)
class DisplayResource {
    private static final String LIST = "listNoticeSites";
    private static final int NOTE = 200;

    private final Displays displays;
    private final PublicFeed feed;
    private final Cursors cursors;
    private final OnWorker worker;
    private final CurrentActor actor;
    private final Clock clock;

    DisplayResource(
            Displays displays, PublicFeed feed, Cursors cursors, OnWorker worker, CurrentActor actor, Clock clock) {
        this.displays = displays;
        this.feed = feed;
        this.cursors = cursors;
        this.worker = worker;
        this.actor = actor;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Page<NoticeView.Site>> listNoticeSites(
            UUID noticeId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        int rows = Cursors.limit(limit);
        var after = cursors.read(LIST, cursor, 1);
        int from = after.isEmpty() ? 0 : Integer.parseInt(after.getFirst());
        return displays.folder(actor.get(), noticeId).map(folder -> {
            var places = folder.places();
            var rest = places.subList(Math.min(from, places.size()), places.size());
            var shown = rest.subList(0, Math.min(rows, rest.size())).stream()
                    .map(place -> NoticeView.Site.of(place, folder.notice().edition))
                    .toList();
            return new Page<>(shown, rest.size() > rows ? cursors.write(LIST, from + rows) : null);
        });
    }

    @PUT
    @Path("/{siteId}/display")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> recordDisplay(
            UUID noticeId,
            UUID siteId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestForm @Nullable String state,
            @RestForm @Nullable String at,
            @RestForm @Nullable String note,
            @RestForm @Nullable FileUpload photo) {
        var poster = actor.get();
        var checked = check(state, at, note);
        return photographed(photo)
                .chain(picture -> displays.confirm(
                        poster,
                        noticeId,
                        siteId,
                        ifMatch,
                        new Displays.Confirmation(checked.up(), checked.at(), checked.note(), picture)))
                .invoke(feed::forget)
                .map(folder -> Response.ok(NoticeView.of(folder, List.of(), clock.instant()))
                        .tag(Versions.tag(folder.notice().version))
                        .build());
    }

    @GET
    @Path("/{siteId}/displays/{displayId}/photo")
    @Produces({"image/jpeg", "image/png"})
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> getDisplayPhoto(UUID noticeId, UUID siteId, UUID displayId) {
        return displays.photo(actor.get(), noticeId, siteId, displayId)
                .map(photo -> Response.ok(photo.content(), photo.mediaType())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private Uni<@Nullable Photo> photographed(@Nullable FileUpload photo) {
        if (photo == null || photo.size() == 0) {
            return Uni.createFrom().nullItem();
        }
        return worker.<@Nullable Photo>run(() -> Photo.read(photo.uploadedFile()));
    }

    private static Displays.Confirmation check(@Nullable String state, @Nullable String at, @Nullable String note) {
        var errors = new ArrayList<FieldError>();
        if (state == null || !(state.equals("UP") || state.equals("DOWN"))) {
            errors.add(new FieldError("/state", new Text("须为 UP 或 DOWN", "must be UP or DOWN")));
        }
        var time = instant(at);
        if (time == null) {
            errors.add(new FieldError("/at", new Text("须为带时区的时间", "must be a time with offset")));
        }
        if (note != null && note.codePointCount(0, note.length()) > NOTE) {
            errors.add(new FieldError("/note", new Text("最多 200 字", "200 characters at most")));
        }
        if (!errors.isEmpty() || time == null) {
            throw new ProblemException(
                    ProblemType.INVALID_INPUT, new Text("请改正所列各项", "Please correct the listed fields"), errors);
        }
        return new Displays.Confirmation("UP".equals(state), time, note, null);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
