package qinqing.clearance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.clearance.ClearanceFixture.Scene;
import qinqing.identity.Actors;
import qinqing.matching.MatchesPublished;

/** A grant ends when a fact contradicts it, and the payment system hears of it: in order, and of every one. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class WithdrawnGrantTest {
    @Inject
    Actors actors;

    @Inject
    ClearanceFixture given;

    @Inject
    WithdrawsGrants withdraws;

    @Inject
    ReviewsGrants reviews;

    @Inject
    AgroalDataSource database;

    private Scene scene;
    private String system;

    @BeforeEach
    void a_township_pays() {
        scene = given.scene();
        system = actors.system(scene.unit(), "clearances:write", "clearances:read");
    }

    @Test
    void a_new_hit_ends_the_grant_in_its_own_transaction() throws SQLException {
        var id = granted(1);
        publishHit(scene.rows()[0]);
        get(id).body("state", equalTo("WITHDRAWN"))
                .body("outcome", equalTo("GRANTED"))
                .body("withdrawnAt", notNullValue())
                .body("withdrawalReasons.code", equalTo(List.of("MATCH_UNVERIFIED")));
    }

    @Test
    void the_hits_of_a_published_run_end_grants_too() throws SQLException {
        var id = granted(1);
        var run = given.publishRun("COUNTY", null, "REQUEST", given.now());
        given.run("update match set run_id = ? where id = ?", run, given.match(scene.rows()[0]));
        try (var connection = database.getConnection()) {
            withdraws.on(new MatchesPublished(run), connection);
        }
        get(id).body("state", equalTo("WITHDRAWN"));
    }

    @Test
    void the_etag_changes_with_the_end() throws SQLException {
        var id = granted(1);
        var before = get(id).extract().header("ETag");
        publishHit(scene.rows()[0]);
        assertThat(get(id).extract().header("ETag")).isNotEqualTo(before);
    }

    @Test
    void a_grant_on_another_row_stays() throws SQLException {
        var id = granted(2);
        publishHit(scene.rows()[0]);
        get(id).body("state", equalTo("VALID"));
    }

    @Test
    void a_grant_to_a_person_ends_with_a_hit_on_any_of_their_rows() throws SQLException {
        var id = granted(Map.of("name", "郑开来"));
        publishHit(scene.rows()[0]);
        get(id).body("state", equalTo("WITHDRAWN"));
    }

    @ParameterizedTest
    @CsvSource({
        "'update notice set status = ''RETRACTED'', retracted_at = now(), correction = ''更正'' where id = ?', NOTICE_WITHDRAWN",
        "'update notice set status = ''WITHDRAWN'', withdrawn_at = now(), state_reason = ''撤下'' where id = ?', NOTICE_WITHDRAWN",
        "update notice set status = 'SUSPENDED' where id = ?, PUBLICITY_UNFINISHED",
        "update notice set status = 'DISPLAYED' where id = ?, PUBLICITY_UNFINISHED"
    })
    void a_notice_taken_down_ends_the_grant(String change, String code) {
        var match = cleared();
        var id = granted(1);
        given.run(change, notice(match));
        Await.answer(() -> Panache.withTransaction(() -> withdraws.concerning(List.of(match))));
        get(id).body("withdrawalReasons.code", equalTo(List.of(code)));
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED, OBJECTION_OPEN", "UPHELD, OBJECTION_UPHELD"})
    void a_screened_objection_ends_the_grant(String state, String code) {
        var match = cleared();
        var id = granted(1);
        given.objection(notice(match), state);
        Await.answer(() -> Panache.withTransaction(() -> withdraws.concerning(List.of(match))));
        get(id).body("withdrawalReasons.code", equalTo(List.of(code)));
    }

    @Test
    void an_objection_nobody_screened_stops_no_payment_that_was_cleared() {
        var match = cleared();
        var id = granted(1);
        given.objection(notice(match), "RECEIVED");
        Await.answer(() -> Panache.withTransaction(() -> withdraws.concerning(List.of(match))));
        get(id).body("state", equalTo("VALID"));
    }

    @Test
    void a_fact_nobody_announced_is_found_by_the_review() throws SQLException {
        var id = granted(1);
        given.match(scene.rows()[0]);
        reviews.run();
        get(id).body("state", equalTo("WITHDRAWN"));
        assertThat(feed(null).<List<String>>path("items.clearanceId")).containsExactly(id);
    }

    @Test
    void a_grant_ends_after_its_days_and_the_feed_says_so_once() throws SQLException {
        var id = granted(1);
        given.run("update clearance set lapses_at = ? where id = ?", given.now().minusSeconds(1), UUID.fromString(id));
        get(id).body("state", equalTo("LAPSED"));
        reviews.run();
        reviews.run();
        get(id).body("state", equalTo("LAPSED"));
        var page = feed(null);
        assertThat(page.<List<String>>path("items.change")).containsExactly("LAPSED");
        assertThat(page.<List<?>>path("items[0].reasons")).isEmpty();
    }

    @Test
    void the_cursor_is_always_there_and_goes_on_where_it_stopped() throws SQLException {
        var first = feed(null).<String>path("nextCursor");
        assertThat(feed(first).<List<?>>path("items")).isEmpty();
        var id = granted(1);
        publishHit(scene.rows()[0]);
        var second = feed(first);
        assertThat(second.<List<String>>path("items.clearanceId")).containsExactly(id);
        assertThat(second.<String>path("items[0].reference")).isEqualTo("PAY");
        assertThat(feed(second.path("nextCursor")).<List<?>>path("items")).isEmpty();
    }

    @Test
    void nobody_reads_the_feed_of_another_system() throws SQLException {
        granted(1);
        publishHit(scene.rows()[0]);
        var theirs = feed(null).<String>path("nextCursor");
        var other = actors.system(scene.unit(), "clearances:read");
        given().auth()
                .oauth2(other)
                .get("/api/v1/clearance-changes")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
        given().auth()
                .oauth2(other)
                .queryParam("cursor", theirs)
                .get("/api/v1/clearance-changes")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(actors.system(scene.unit(), "clearances:write"))
                .get("/api/v1/clearance-changes")
                .then()
                .statusCode(403);
    }

    /** Two transactions end one grant each; the one that wrote first commits last. */
    @Test
    void a_change_committed_late_is_not_lost_behind_the_cursor() throws SQLException {
        var early = granted(1);
        var late = granted(2);
        String cursor;
        try (var slow = database.getConnection()) {
            slow.setAutoCommit(false);
            insertHit(slow, given.match(otherList()), scene.rows()[0]);
            publishHit(otherProgrammesRow(late));
            cursor = feed(null).path("nextCursor");
            slow.commit();
            slow.setAutoCommit(true);
        }
        assertThat(feed(cursor).<List<String>>path("items.clearanceId")).containsExactly(early);
    }

    /** The heart of "nothing granted early": questions and hits race, and no grant stands beside a hit. */
    @Test
    void however_questions_and_hits_race_no_grant_outlives_a_hit() throws Exception {
        int rows = 40;
        var batch = given.batch(scene.programme(), scene.unit());
        var ids = new ArrayList<UUID>();
        for (int n = 1; n <= rows; n++) {
            ids.add(given.row(batch, n, "郑开来"));
        }
        given.publishRun("BATCH", batch, "BATCH_ENDORSED", given.now());
        var over = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(5)) {
            for (int t = 0; t < 4; t++) {
                int first = t;
                threads.submit(() -> {
                    while (!over.get()) {
                        for (int n = 1 + first; n <= rows; n += 4) {
                            ask(Map.of("batchId", batch, "rowNumber", n)).statusCode(201);
                        }
                    }
                    return null;
                });
            }
            threads.submit(() -> {
                for (var row : ids) {
                    publishHit(row);
                    Thread.sleep(15);
                }
                Thread.sleep(50);
                over.set(true);
                return null;
            });
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(given.one("""
                select count(*) filter (where grounds <> 'WITHHELD' and withdrawn_at is null and lapsed_at is null),
                       count(*) filter (where withdrawn_at is not null), count(*) filter (where grounds = 'WITHHELD')
                from clearance where batch_id = ?
                """, batch)).satisfies(counts -> {
            assertThat(counts[0]).as("grants beside a hit").isEqualTo(0L);
            assertThat((long) counts[1]).as("withdrawn ones, or nothing raced").isPositive();
            assertThat((long) counts[2]).isPositive();
        });
    }

    /** Grants end in many transactions while the feed is read: it tells each exactly once. */
    @Test
    void the_feed_tells_every_change_once_however_they_are_committed() throws Exception {
        int rows = 60;
        var ended = new HashSet<String>();
        var lists = new ArrayList<Scene>();
        for (int t = 0; t < 3; t++) {
            var programme = given.programme(scene.unit(), false);
            var batch = given.batch(programme, scene.unit());
            var ids = new UUID[rows / 3];
            for (int n = 0; n < ids.length; n++) {
                ids[n] = given.row(batch, n + 1, "周明远");
            }
            given.publishRun("BATCH", batch, "BATCH_ENDORSED", given.now());
            for (int n = 0; n < ids.length; n++) {
                ended.add(ask(programme, Map.of("batchId", batch, "rowNumber", n + 1))
                        .extract()
                        .path("id"));
            }
            lists.add(new Scene(scene.unit(), programme, batch, ids));
        }
        var heard = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (var list : lists) {
                threads.submit(() -> {
                    for (var row : list.rows()) {
                        publishHit(row);
                    }
                    return null;
                });
            }
            threads.shutdown();
            String cursor = null;
            while (!threads.awaitTermination(5, TimeUnit.MILLISECONDS) || heard.size() < rows) {
                var page = feed(cursor);
                heard.addAll(page.path("items.clearanceId"));
                String next = page.path("nextCursor");
                if (threads.isTerminated() && next.equals(cursor)) {
                    break;
                }
                cursor = next;
            }
        }
        assertThat(heard).doesNotHaveDuplicates().hasSize(rows).containsExactlyInAnyOrderElementsOf(ended);
    }

    private void publishHit(UUID row) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var match = given.match(otherList());
            insertHit(connection, match, row);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Moves a prepared hit to the row and tells it, in one transaction. */
    private void insertHit(Connection transaction, UUID match, UUID row) throws SQLException {
        try (var change = transaction.prepareStatement("""
                update match set beneficiary_id = b.id, programme_id = b.programme_id from beneficiary b
                where match.id = ? and b.id = ?
                """)) {
            change.setObject(1, match);
            change.setObject(2, row);
            change.executeUpdate();
        }
        withdraws.concerning(transaction, List.of(match));
    }

    /** A row nobody asks about, for hits on their way. */
    private UUID otherList() {
        return given.row(given.batch(given.programme(scene.unit(), false), scene.unit()), 1, "冉启芳");
    }

    private UUID otherProgrammesRow(String clearance) {
        var other = given.scene();
        given.run("update clearance set programme_id = ? where id = ?", other.programme(), UUID.fromString(clearance));
        given.run(
                "update clearance_subject set beneficiary_id = ? where clearance_id = ?",
                other.rows()[0],
                UUID.fromString(clearance));
        return other.rows()[0];
    }

    /** A hit on the first row with everything behind it. */
    private UUID cleared() {
        var match = given.match(scene.rows()[0]);
        given.sign(match, "COMPLIANT");
        given.notice(match, "COMPLETED", 7);
        return match;
    }

    private UUID notice(UUID match) {
        return (UUID) given.one("select notice_id from notice_row where match_id = ?", match)[0];
    }

    private String granted(int row) {
        return granted(Map.of("batchId", scene.batch(), "rowNumber", row));
    }

    private String granted(Map<String, Object> subject) {
        return ask(subject)
                .statusCode(201)
                .body("outcome", equalTo("GRANTED"))
                .extract()
                .path("id");
    }

    private ValidatableResponse ask(Map<String, Object> subject) {
        return ask(scene.programme(), subject);
    }

    private ValidatableResponse ask(UUID programme, Map<String, Object> subject) {
        return given().auth()
                .oauth2(system)
                .contentType(ContentType.JSON)
                .body(Map.of("reference", "PAY", "programmeId", programme, "subject", subject))
                .post("/api/v1/clearances")
                .then();
    }

    private ValidatableResponse get(String id) {
        return given().auth()
                .oauth2(system)
                .get("/api/v1/clearances/" + id)
                .then()
                .statusCode(200);
    }

    private io.restassured.response.ExtractableResponse<io.restassured.response.Response> feed(
            @Nullable String cursor) {
        var request = given().auth().oauth2(system);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get("/api/v1/clearance-changes").then().statusCode(200).extract();
    }
}
