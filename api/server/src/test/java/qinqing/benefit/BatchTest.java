package qinqing.benefit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class BatchTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);
    private static final Charset GB18030 = Charset.forName("GB18030");

    @Inject
    Actors actors;

    @Inject
    AgroalDataSource database;

    private UUID unit;
    private String clerk;
    private String endorser;

    @BeforeEach
    void aUnit() {
        unit = actors.unit("DEPARTMENT", "区民政局");
        clerk = actors.token(Role.CLERK, unit);
        endorser = actors.token(Role.ENDORSER, unit);
    }

    @Test
    void a_list_is_read_and_endorsed() {
        var programme = programme();
        var batch = read(upload(programme, "名单.csv", list(3).getBytes(StandardCharsets.UTF_8)));
        assertThat(batch.path("state").toString()).isEqualTo("IMPORTED");
        assertThat(batch.<Integer>path("counts.kept")).isEqualTo(3);
        assertThat(batch.<String>path("totalAmount")).isEqualTo("360.00");
        endorse(batch, endorser, Map.of("decision", "APPROVE", "opinion", "情况属实"))
                .then()
                .statusCode(200)
                .body("state", is("ENDORSED"))
                .body("endorsement.decision", is("APPROVE"));
        assertThat(count(
                        "select count(*) from beneficiary where batch_id = ? and endorsed and person_token is not null",
                        id(batch)))
                .isEqualTo(3);
    }

    private Response endorse(Response batch, String token, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .header("If-Match", batch.header("ETag"))
                .contentType("application/json")
                .body(body)
                .put("/api/v1/beneficiary-batches/" + id(batch) + "/endorsement");
    }

    static String list(int rows) {
        var text = new StringBuilder("2025年困难群众临时救助发放名单\n序号,姓名,身份证号码,联系电话,家庭住址,补助金额（元）,发放时间,备注\n");
        for (int i = 1; i <= rows; i++) {
            text.append("%d,%s,%s,%s,重庆市涪陵区南沱镇连丰村%d组%d号,120,2025-03-%02d,\n"
                    .formatted(
                            i,
                            ListedPeople.name(i),
                            ListedPeople.id(i),
                            ListedPeople.phone(i),
                            i % 9 + 1,
                            i,
                            i % 28 + 1));
        }
        return text.toString();
    }

    private String programme() {
        return given().auth()
                .oauth2(clerk)
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "临时救助" + NEXT.incrementAndGet(),
                        "kind",
                        "FUND",
                        "category",
                        "RELIEF",
                        "universal",
                        false,
                        "approvingUnitId",
                        unit.toString(),
                        "startsOn",
                        "2025-01-01"))
                .post("/api/v1/programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response upload(String programme, String name, byte[] content) {
        return given().auth()
                .oauth2(clerk)
                .multiPart("file", name, content)
                .multiPart("programmeId", programme)
                .multiPart("listKind", "GRANTS")
                .post("/api/v1/beneficiary-batches");
    }

    /** The list once its reading is over. */
    private Response read(Response accepted) {
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        long end = System.nanoTime() + READ_WITHIN.toNanos();
        while (true) {
            var batch = get(id(accepted));
            if (!batch.path("state").equals("RECEIVED") && !batch.path("state").equals("IMPORTING")) {
                return batch;
            }
            assertThat(System.nanoTime()).as("read in time").isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Response get(String id) {
        return given().auth().oauth2(clerk).get("/api/v1/beneficiary-batches/" + id);
    }

    private static String id(Response batch) {
        return batch.path("id");
    }

    private int count(String question, String batch) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(question)) {
            statement.setObject(1, UUID.fromString(batch));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
