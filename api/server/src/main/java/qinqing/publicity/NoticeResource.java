package qinqing.publicity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.problem.ProblemException.FieldError;
import qinqing.token.CurrentActor;

@Path("/api/v1/notices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class NoticeResource {
    private static final String IF_MATCH = HttpHeaders.IF_MATCH;

    /** Says that it is meant; nothing more is needed. */
    record Publication() {}

    record Withdrawal(@NotBlank @Size(max = 2000) String reason) {}

    record Retraction(
            @NotBlank @Size(max = 2000) String reason,
            @NotBlank @Size(max = 2000) String correction) {}

    private final Notices notices;
    private final PublicFeed feed;
    private final Idempotency idempotency;
    private final CurrentActor actor;
    private final Clock clock;

    NoticeResource(Notices notices, PublicFeed feed, Idempotency idempotency, CurrentActor actor, Clock clock) {
        this.notices = notices;
        this.feed = feed;
        this.idempotency = idempotency;
        this.actor = actor;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<NoticeView>> listNotices(
            @QueryParam("q") @Nullable @Size(min = 1, max = 50) String words,
            @QueryParam("unitId") @Nullable UUID unit,
            @QueryParam("state") @Nullable NoticeStatus state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return notices.list(actor.get(), new Notices.Wanted(words, unit, state), cursor, Cursors.limit(limit))
                .map(page -> page.map(folder -> NoticeView.of(folder, List.of(), clock.instant())));
    }

    @POST
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> createNotice(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid NoticeRequest request) {
        var clerk = actor.get();
        return idempotency.once(clerk, "createNotice", key, request, () -> notices.create(clerk, request)
                .chain(folder -> notices.findings(folder)
                        .map(findings -> Response.created(URI.create("/api/v1/notices/" + folder.notice().id))
                                .tag(Versions.tag(folder.notice().version))
                                .entity(NoticeView.of(folder, views(findings), clock.instant()))
                                .build())));
    }

    @GET
    @Path("/{noticeId}")
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Response> getNotice(UUID noticeId) {
        return notices.get(actor.get(), noticeId).chain(this::withFindings);
    }

    @PUT
    @Path("/{noticeId}")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> updateNotice(
            UUID noticeId, @HeaderParam(IF_MATCH) @Nullable String ifMatch, @NotNull @Valid NoticeRequest request) {
        return notices.update(actor.get(), noticeId, ifMatch, request)
                .invoke(feed::forget)
                .chain(this::withFindings);
    }

    @PUT
    @Path("/{noticeId}/publication")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> publishNotice(
            UUID noticeId, @HeaderParam(IF_MATCH) @Nullable String ifMatch, @NotNull @Valid Publication publication) {
        return notices.publish(actor.get(), noticeId, ifMatch)
                .invoke(feed::forget)
                .map(this::answer);
    }

    @PUT
    @Path("/{noticeId}/withdrawal")
    @RolesAllowed({Role.Name.CLERK, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> withdrawNotice(
            UUID noticeId, @HeaderParam(IF_MATCH) @Nullable String ifMatch, @NotNull @Valid Withdrawal withdrawal) {
        return notices.withdraw(actor.get(), noticeId, ifMatch, withdrawal.reason())
                .invoke(feed::forget)
                .map(this::answer);
    }

    @PUT
    @Path("/{noticeId}/retraction")
    @RolesAllowed({Role.Name.CLERK, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> retractNotice(
            UUID noticeId, @HeaderParam(IF_MATCH) @Nullable String ifMatch, @NotNull @Valid Retraction retraction) {
        return notices.retract(actor.get(), noticeId, ifMatch, retraction.reason(), retraction.correction())
                .invoke(feed::forget)
                .map(this::answer);
    }

    private Uni<Response> withFindings(NoticeFolder folder) {
        return notices.findings(folder).map(findings -> answer(folder, views(findings)));
    }

    private Response answer(NoticeFolder folder) {
        return answer(folder, List.of());
    }

    private Response answer(NoticeFolder folder, List<NoticeView.Finding> findings) {
        return Response.ok(NoticeView.of(folder, findings, clock.instant()))
                .tag(Versions.tag(folder.notice().version))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static List<NoticeView.Finding> views(List<FieldError> findings) {
        return findings.stream()
                .map(error ->
                        new NoticeView.Finding(error.pointer(), error.detail().in(List.of(Locale.CHINESE))))
                .toList();
    }
}
