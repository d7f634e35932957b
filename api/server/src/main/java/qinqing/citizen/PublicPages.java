package qinqing.citizen;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.http.Idempotency;
import qinqing.http.RateLimited;
import qinqing.objection.ObjectionRequest;
import qinqing.objection.ObjectionView;
import qinqing.objection.Objections;
import qinqing.objection.Rating;
import qinqing.objection.Ratings;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.programme.BenefitKind;
import qinqing.publicity.PublicAnswer;
import qinqing.publicity.PublicAnswers;
import qinqing.publicity.PublicFeed;
import qinqing.publicity.PublicNoticeView;

/** The notices in a plain browser: nothing to install, no script, readable aloud and in large print (A10.6). */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RateLimited("public")
class PublicPages {
    private static final String HTML = "text/html;charset=UTF-8";
    private static final int NOTICES = 20;
    private static final String LARGE = "large";
    private static final List<Locale> CHINESE = List.of(Locale.CHINESE);

    /**
     * What every page knows of itself.
     *
     * @param toggle this page in the other size of print
     */
    record Page(String at, boolean large, String county, String toggle) {
        /** Keeps large print from link to link, without a cookie. */
        public String suffix() {
            return large ? "?text=large" : "";
        }
    }

    record Kind(String name, String title, boolean chosen) {}

    /** What was typed, to be shown again. */
    record Said(
            @Nullable String grounds,
            @Nullable String row,
            @Nullable String name,
            @Nullable String phone) {
        static final Said NOTHING = new Said(null, null, null, null);

        @Override
        public String toString() {
            return "Said";
        }
    }

    private final Template feedPage;
    private final Template noticePage;
    private final Template receivedPage;
    private final Template objectionsPage;
    private final Template correctionsPage;
    private final Template problemPage;
    private final PublicFeed feed;
    private final PublicAnswers answers;
    private final Objections objections;
    private final Ratings ratings;
    private final Idempotency idempotency;
    private final ObjectMapper json;
    private final String county;

    PublicPages(
            @Location("citizen/feed.html") Template feedPage,
            @Location("citizen/notice.html") Template noticePage,
            @Location("citizen/received.html") Template receivedPage,
            @Location("citizen/objections.html") Template objectionsPage,
            @Location("citizen/corrections.html") Template correctionsPage,
            @Location("citizen/problem.html") Template problemPage,
            PublicFeed feed,
            PublicAnswers answers,
            Objections objections,
            Ratings ratings,
            Idempotency idempotency,
            ObjectMapper json,
            @ConfigProperty(name = "qinqing.county-name") String county) {
        this.feedPage = feedPage;
        this.noticePage = noticePage;
        this.receivedPage = receivedPage;
        this.objectionsPage = objectionsPage;
        this.correctionsPage = correctionsPage;
        this.problemPage = problemPage;
        this.feed = feed;
        this.answers = answers;
        this.objections = objections;
        this.ratings = ratings;
        this.idempotency = idempotency;
        this.json = json;
        this.county = county;
    }

    @GET
    @PermitAll
    public Uni<Response> showFeed(
            @QueryParam("q") @Nullable String words,
            @QueryParam("place") @Nullable String place,
            @QueryParam("unitId") @Nullable String unit,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("programme") @Nullable String programme,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("text") @Nullable String text,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String held,
            UriInfo uri) {
        boolean large = LARGE.equals(text);
        var page = new Page("feed", large, county, link(uri, cursor, large ? null : LARGE));
        // A form sends what was left empty too, and people type what they like: such a condition is left out.
        var wanted = new PublicFeed.Wanted(
                shortened(words, 50),
                shortened(place, 50),
                read(unit, UUID::fromString),
                read(kind, BenefitKind::valueOf),
                shortened(programme, 100),
                read(from, LocalDate::parse),
                read(to, LocalDate::parse));
        return kept("page " + uri.getRequestUri().getRawQuery(), held, () -> feed.page(
                        wanted, shortened(cursor, 1000), NOTICES)
                .map(found -> feedPage.data("page", page)
                        .data("asked", wanted)
                        .data("kinds", kinds(wanted.kind()))
                        .data(
                                "notices",
                                found.items().stream().map(NoticeText::new).toList())
                        .data("first", cursor == null ? null : link(uri, null))
                        .data("next", found.nextCursor() == null ? null : link(uri, found.nextCursor()))));
    }

    @GET
    @PermitAll
    @Path("notices/{number}")
    public Uni<Response> showNotice(
            String number,
            @QueryParam("text") @Nullable String text,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String held) {
        var page = page("notice", text);
        return kept("page notice " + number + " " + page.large(), held, () -> feed.one(number)
                .map(view -> notice(page, view, Said.NOTHING, List.of(), null)));
    }

    @POST
    @PermitAll
    @RateLimited("objections")
    @Path("notices/{number}/objections")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> object(
            String number,
            @RestForm @Nullable String grounds,
            @RestForm @Nullable String row,
            @RestForm @Nullable String name,
            @RestForm @Nullable String phone,
            @QueryParam("text") @Nullable String text) {
        var page = page("notice", text);
        var said = new Said(grounds, row, name, phone);
        // A page that is loaded again sends its form again: the same words are the same objection.
        return Uni.createFrom()
                .deferred(() -> {
                    var request =
                            new ObjectionRequest(grounds, position(row), new ObjectionRequest.Contact(name, phone));
                    return idempotency.once(
                            Actor.ANONYMOUS, "objection page " + number, fingerprint(said), request, () -> objections
                                    .raise(Actor.ANONYMOUS, number, request)
                                    .map(receipt -> Response.status(Response.Status.CREATED)
                                            .entity(receipt)
                                            .build()));
                })
                .chain(kept -> receivedPage
                        .data("page", page)
                        .data("receipt", receipt(kept))
                        .data("number", number)
                        .createUni())
                .map(html -> html(Response.Status.CREATED.getStatusCode(), html))
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> again(page, number, said, (ProblemException) failure));
    }

    @POST
    @PermitAll
    @RateLimited("ratings")
    @Path("notices/{number}/ratings")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> rate(
            String number,
            @RestForm @Nullable String score,
            @RestForm @Nullable String comment,
            @QueryParam("text") @Nullable String text) {
        var page = page("notice", text);
        return Uni.createFrom()
                .deferred(() -> ratings.rateInTransaction(number, ratingOf(score, comment)))
                .invoke(feed::forget)
                .chain(() -> feed.one(number))
                .chain(view ->
                        notice(page, view, Said.NOTHING, List.of(), "谢谢您的评议。").createUni())
                .map(html -> html(Response.Status.CREATED.getStatusCode(), html))
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> again(page, number, Said.NOTHING, (ProblemException) failure));
    }

    @GET
    @PermitAll
    @Path("objections")
    public Uni<Response> showTracking(@QueryParam("text") @Nullable String text) {
        return tracking(page("objections", text), null, null, null, Response.Status.OK.getStatusCode());
    }

    @POST
    @PermitAll
    @RateLimited("tracking")
    @Path("objections")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> track(
            @RestForm @Nullable String number,
            @RestForm @Nullable String secret,
            @QueryParam("text") @Nullable String text) {
        var page = page("objections", text);
        return objections
                .track(number == null ? "" : number.strip().toUpperCase(Locale.ROOT), secret == null ? "" : secret)
                .chain(found -> tracking(page, number, found, null, Response.Status.OK.getStatusCode()))
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> tracking(
                        page,
                        number,
                        null,
                        words((ProblemException) failure),
                        ((ProblemException) failure).type().status()));
    }

    @GET
    @PermitAll
    @Path("corrections")
    public Uni<Response> showCorrections(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("text") @Nullable String text,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String held,
            UriInfo uri) {
        return kept("page corrections " + uri.getRequestUri().getRawQuery(), held, () -> feed.corrections(
                        null, null, cursor, NOTICES)
                .map(found -> correctionsPage
                        .data("page", page("corrections", text))
                        .data("corrections", found.items())
                        .data("next", found.nextCursor() == null ? null : link(uri, found.nextCursor()))));
    }

    private Uni<Response> kept(
            String name, @Nullable String held, java.util.function.Supplier<Uni<TemplateInstance>> make) {
        return answers.get(name, () -> make.get()
                        .chain(TemplateInstance::createUni)
                        .map(html -> new PublicAnswer(html.getBytes(StandardCharsets.UTF_8), HTML, answers.since())))
                .map(answer -> answer.respond(held))
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> problem((ProblemException) failure));
    }

    private TemplateInstance notice(
            Page page, PublicNoticeView view, Said said, List<String> errors, @Nullable String thanks) {
        return noticePage
                .data("page", page)
                .data("notice", new NoticeText(view))
                .data("said", said)
                .data("errors", errors)
                .data("thanks", thanks);
    }

    /** The form once more, with what was wrong above it. */
    private Uni<Response> again(Page page, String number, Said said, ProblemException failure) {
        return feed.one(number)
                .chain(view -> notice(page, view, said, errors(failure), null).createUni())
                .map(html -> html(failure.type().status(), html))
                .onFailure(ProblemException.class)
                .recoverWithUni(other -> problem((ProblemException) other));
    }

    private Uni<Response> tracking(
            Page page,
            @Nullable String number,
            ObjectionView.@Nullable Tracked found,
            @Nullable String failed,
            int status) {
        return objectionsPage
                .data("page", page)
                .data("number", number)
                .data("found", found)
                .data("failed", failed)
                .createUni()
                .map(html -> html(status, html));
    }

    private Uni<Response> problem(ProblemException failure) {
        return problemPage
                .data("page", page("problem", null))
                .data("title", failure.type().title().zh())
                .data(
                        "detail",
                        failure.detail().map(detail -> detail.in(CHINESE)).orElse(null))
                .data("trace", null)
                .createUni()
                .map(html -> html(failure.type().status(), html));
    }

    private Page page(String at, @Nullable String text) {
        boolean large = LARGE.equals(text);
        return new Page(at, large, county, large ? "?" : "?text=" + LARGE);
    }

    private ObjectionView.Receipt receipt(Response kept) {
        try {
            return json.readValue((byte[]) kept.getEntity(), ObjectionView.Receipt.class);
        } catch (IOException e) {
            throw new IllegalStateException("a receipt that is no JSON", e);
        }
    }

    private static Response html(int status, String html) {
        return Response.status(status)
                .type(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(html)
                .build();
    }

    private static List<String> errors(ProblemException failure) {
        return failure.errors().isEmpty()
                ? List.of(words(failure))
                : failure.errors().stream()
                        .map(error -> error.detail().in(CHINESE))
                        .toList();
    }

    private static String words(ProblemException failure) {
        return failure.detail()
                .map(detail -> detail.in(CHINESE))
                .orElse(failure.type().title().zh());
    }

    private static List<Kind> kinds(@Nullable BenefitKind chosen) {
        return Arrays.stream(BenefitKind.values())
                .map(kind -> new Kind(kind.name(), NoticeText.title(kind), kind == chosen))
                .toList();
    }

    /** This page with its conditions, at another place of the list. */
    private static String link(UriInfo uri, @Nullable String cursor) {
        return link(uri, cursor, uri.getQueryParameters().getFirst("text"));
    }

    private static String link(UriInfo uri, @Nullable String cursor, @Nullable String text) {
        var parts = uri.getQueryParameters().entrySet().stream()
                .filter(entry -> !Set.of("cursor", "text").contains(entry.getKey())
                        && !entry.getValue().getFirst().isBlank())
                .map(entry ->
                        encoded(entry.getKey()) + "=" + encoded(entry.getValue().getFirst()));
        var place = Stream.of(
                cursor == null || cursor.isBlank() ? "" : "cursor=" + encoded(cursor),
                text == null || text.isBlank() ? "" : "text=" + encoded(text));
        var all = Stream.concat(parts, place.filter(part -> !part.isEmpty())).toList();
        return uri.getPath() + (all.isEmpty() ? "" : "?" + String.join("&", all));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String shortened(@Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var words = text.strip();
        return words.codePointCount(0, words.length()) <= longest
                ? words
                : words.substring(0, words.offsetByCodePoints(0, longest));
    }

    private static <T> @Nullable T read(@Nullable String text, Function<String, T> how) {
        try {
            return text == null || text.isBlank() ? null : how.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Integer position(@Nullable String row) {
        if (row == null || row.isBlank()) {
            return null;
        }
        return row.strip().matches("[0-9]{1,3}") ? Integer.parseInt(row.strip()) : 0;
    }

    private static Rating.Request ratingOf(@Nullable String score, @Nullable String comment) {
        if (score == null || !score.matches("[1-5]")) {
            throw new ProblemException(ProblemType.INVALID_INPUT, "请选择 1 到 5 分", "Please choose from 1 to 5");
        }
        return new Rating.Request(Integer.parseInt(score), shortened(comment, 500), null);
    }

    private static String fingerprint(Said said) {
        try {
            var text = String.join(
                    "\u001f",
                    Stream.of(said.grounds(), said.row(), said.name(), said.phone())
                            .map(part -> part == null ? "" : part)
                            .toList());
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
