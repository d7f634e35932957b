package qinqing.notification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.problem.Text;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class NotificationResourceTest {
    @Inject
    Actors actors;

    @Inject
    Notifications notifications;

    @Inject
    DataSource database;

    UUID official;
    Actor person;
    String token;

    @BeforeEach
    void official() throws SQLException {
        var unit = actors.unit("DEPARTMENT", "局");
        official = UUID.randomUUID();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post,
                                              id_number_sealed, person_token, created_at)
                        values (?, '500102', ?, '吴某', '吴某', 'MALE', 'MASSES', 'SECTION_STAFF', '科员', ?, ?, now())
                        """)) {
            insert.setObject(1, official);
            insert.setObject(2, unit);
            insert.setBytes(3, new byte[] {1});
            insert.setBytes(4, official.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            insert.executeUpdate();
        }
        person = actors.person(Role.OFFICIAL, unit, official);
        token = actors.token(person);
    }

    @Test
    void messages_to_the_account_and_to_the_official_come_newest_first_in_the_language_asked_for() throws SQLException {
        Await.answer(() -> Panache.withTransaction(
                () -> notifications.tellAccount(person.accountId(), message("请核实一项比对结果", "Please verify a hit"))));
        try (var connection = database.getConnection()) {
            notifications.tell(
                    connection,
                    new Addressee.OfOfficial(official),
                    new Message(
                            NotificationKind.DECLARATION_DUE,
                            new Text("请报告变动情况", "Please report the change"),
                            "/declarations/draft",
                            LocalDate.of(2026, 4, 14)));
        }
        given().auth()
                .oauth2(token)
                .get("/api/v1/me/notifications")
                .then()
                .statusCode(200)
                .body("items.title", contains("请报告变动情况", "请核实一项比对结果"))
                .body("items[0].dueOn", equalTo("2026-04-14"));
        given().auth()
                .oauth2(token)
                .header("Accept-Language", "en")
                .queryParam("limit", 1)
                .get("/api/v1/me/notifications")
                .then()
                .body("items.title", contains("Please report the change"))
                .body("$", hasKey("nextCursor"));
    }

    @Test
    void a_message_read_leaves_the_unread_ones_and_reading_again_changes_nothing() {
        tell();
        var list = given().auth().oauth2(token).queryParam("unread", true).get("/api/v1/me/notifications");
        String id = list.path("items[0].id");
        read(token, id, 204);
        read(token, id, 204);
        given().auth()
                .oauth2(token)
                .queryParam("unread", true)
                .get("/api/v1/me/notifications")
                .then()
                .body("items.size()", equalTo(0))
                .body("$", not(hasKey("nextCursor")));
        given().auth()
                .oauth2(token)
                .queryParam("unread", "perhaps")
                .get("/api/v1/me/notifications")
                .then()
                .statusCode(400);
    }

    @Test
    void nobody_sees_or_reads_what_is_told_to_another() {
        tell();
        String id = given().auth().oauth2(token).get("/api/v1/me/notifications").path("items[0].id");
        var stranger = actors.token(Role.CLERK, actors.county());
        given().auth().oauth2(stranger).get("/api/v1/me/notifications").then().body("items.size()", equalTo(0));
        read(stranger, id, 404);
        given().get("/api/v1/me/notifications").then().statusCode(401);
    }

    private void tell() {
        Await.answer(() -> Panache.withTransaction(
                () -> notifications.tellOfficial(official, message("请核实一项比对结果", "Please verify a hit"))));
    }

    private static void read(String token, String id, int status) {
        given().auth()
                .oauth2(token)
                .put("/api/v1/me/notifications/" + id + "/receipt")
                .then()
                .statusCode(status);
    }

    private static Message message(String zh, String en) {
        return new Message(NotificationKind.VERIFICATION_ASSIGNED, new Text(zh, en), null);
    }
}
