package qinqing.publicity;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The steps of publishing as clients take them, over HTTP. */
public final class Publishing {
    private Publishing() {}

    public static ValidatableResponse create(String clerk, UUID unit, UUID... verifications) {
        return given().auth()
                .oauth2(clerk)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "form",
                        verifications.length == 1 ? "SINGLE" : "TABLE",
                        "unitId",
                        unit,
                        "rows",
                        List.of(verifications).stream()
                                .map(id -> Map.of("verificationId", id))
                                .toList()))
                .post("/api/v1/notices")
                .then();
    }

    public static UUID draft(String clerk, UUID unit, UUID... verifications) {
        return UUID.fromString(
                create(clerk, unit, verifications).statusCode(201).extract().path("id"));
    }

    public static ValidatableResponse put(String token, UUID notice, String command, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .header("If-Match", etag(token, notice))
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/notices/" + notice + command)
                .then();
    }

    /** Publishes and gives the public number. */
    public static String publish(String clerk, UUID notice) {
        return put(clerk, notice, "/publication", Map.of())
                .statusCode(200)
                .extract()
                .path("number");
    }

    public static String etag(String token, UUID notice) {
        return given().auth()
                .oauth2(token)
                .get("/api/v1/notices/" + notice)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
    }

    public static ValidatableResponse hang(String token, UUID notice, UUID board, String state, OffsetDateTime at) {
        return given().auth()
                .oauth2(token)
                .header("If-Match", etag(token, notice))
                .multiPart("state", state)
                .multiPart("at", at.toString())
                .put("/api/v1/notices/" + notice + "/sites/" + board + "/display")
                .then();
    }

    public static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.ofHours(8));
    }
}
