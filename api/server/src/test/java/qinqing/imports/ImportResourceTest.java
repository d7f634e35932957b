package qinqing.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.http.Uploads;
import qinqing.identity.Actors;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ImportResourceTest {
    private static final String IMPORTS = "/api/v1/imports/";

    @Inject
    Actors actors;

    @Inject
    Uploads uploads;

    @Inject
    DropsReadFiles drops;

    @Inject
    DataSource database;

    private String admin;

    @BeforeEach
    void an_administrator() {
        admin = actors.token(Role.ADMIN, actors.county());
    }

    @Test
    void an_import_is_cancelled_on_the_state_that_was_read() throws Exception {
        var id = start();
        var over = finished(id);
        as().delete(IMPORTS + id).then().statusCode(428);
        as().header("If-Match", "\"0\"").delete(IMPORTS + id).then().statusCode(412);
        as().header("If-Match", over.header("ETag")).delete(IMPORTS + id).then().statusCode(409);
    }

    @Test
    void the_file_of_an_import_that_is_over_is_deleted_and_its_findings_stay() throws Exception {
        var id = start();
        finished(id);
        var file = uploads.file(upload(id)).path();
        drops.run();
        assertThat(Files.exists(file)).isFalse();
        assertThat(as().get(IMPORTS + id + "/row-errors").<Integer>path("items.size()"))
                .isPositive();
        drops.run();
    }

    private RequestSpecification as() {
        return given().auth().oauth2(admin);
    }

    private String start() {
        var table = "姓名,手机号,角色,单位\r\n何远山,12345,核查人,没有这个单位\r\n";
        return as().multiPart("file", "账号.csv", table.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/account-imports")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private Response finished(String id) throws InterruptedException {
        for (int looks = 0; looks < 100; looks++) {
            var now = as().get(IMPORTS + id);
            if (!now.path("state").equals("QUEUED") && !now.path("state").equals("RUNNING")) {
                return now;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("the import does not end");
    }

    private UUID upload(String id) throws SQLException {
        try (var connection = database.getConnection();
                var question = connection.prepareStatement("select upload_id from import_run where id = ?")) {
            question.setObject(1, UUID.fromString(id));
            try (var row = question.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }
}
