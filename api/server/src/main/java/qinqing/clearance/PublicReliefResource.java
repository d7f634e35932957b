package qinqing.clearance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.RateLimited;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** Emergency reliefs as everybody may read them: by number, without a name. */
@Path("/api/v1/public/emergency-reliefs")
class PublicReliefResource {
    private static final int ETAG = 16;
    private static final int LONGEST_PLACE = 50;

    private final EmergencyReliefs reliefs;
    private final ObjectMapper json;
    private final Clock clock;

    PublicReliefResource(EmergencyReliefs reliefs, ObjectMapper json, Clock clock) {
        this.reliefs = reliefs;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @PermitAll
    @RateLimited("public")
    public Uni<Response> publicList(
            @QueryParam("place") @Nullable String place,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context Request request) {
        if (place != null && (place.isEmpty() || place.length() > LONGEST_PLACE)) {
            throw malformed("place");
        }
        return reliefs.publicList(place, day("from", from), day("to", to), cursor, Cursors.limit(limit))
                .map(page -> answer(page, request));
    }

    private Response answer(Page<EmergencyRelief.PublicView> page, Request request) {
        var body = bytes(page);
        var tag = new EntityTag(HexFormat.of().formatHex(Arrays.copyOf(digest(body), ETAG)));
        var held = request.evaluatePreconditions(tag);
        var response = held == null ? Response.ok(body, MediaType.APPLICATION_JSON_TYPE) : held;
        return response.tag(tag)
                .lastModified(Date.from(clock.instant()))
                .header("Cache-Control", "public, max-age=60")
                .build();
    }

    private static @Nullable LocalDate day(String name, @Nullable String value) {
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw malformed(name);
        }
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ProblemException malformed(String parameter) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "参数 " + parameter + " 的格式有误",
                "The parameter " + parameter + " is malformed");
    }
}
