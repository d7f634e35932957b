package qinqing.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.identity.Actors;

/** The trail is read by those who inspect it, within their units, and administrators see no case in it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class AuditResourceTest {
    @Inject
    Actors actors;

    @Inject
    Audit audit;

    @Inject
    SealsAudit seals;

    @Inject
    Clock clock;

    private UUID unit;
    private Actor clerk;
    private UUID subject;

    @BeforeEach
    void a_clerk_did_something() {
        unit = actors.unit("TOWNSHIP", "龙桥街道");
        clerk = actors.person(Role.CLERK, unit, null);
        subject = UUID.randomUUID();
        record("endorseBeneficiaryBatch", "beneficiary_batch");
        record("updateSite", "site");
    }

    @Test
    void an_inspector_reads_what_happened_in_the_own_unit_newest_first() {
        entries(Role.INSPECTOR, unit, Map.of("subjectId", subject))
                .body("items.action", equalTo(List.of("updateSite", "endorseBeneficiaryBatch")))
                .body("items[0].accountId", equalTo(clerk.accountId().toString()));
        entries(Role.INSPECTOR, actors.unit("TOWNSHIP", "江北街道"), Map.of("subjectId", subject))
                .body("items.size()", equalTo(0));
        entries(Role.COUNTY_INSPECTOR, actors.county(), Map.of("subjectId", subject))
                .body("items.size()", equalTo(2));
    }

    @Test
    void an_administrator_sees_no_case_entries() {
        entries(Role.ADMIN, actors.county(), Map.of("subjectId", subject))
                .body("items.action", equalTo(List.of("updateSite")));
        var seen = entries(Role.ADMIN, actors.county(), Map.of("limit", 200))
                .extract()
                .<List<String>>path("items.subjectKind");
        assertThat(new HashSet<>(seen)).isSubsetOf(ReadsAudit.ADMINISTRATION);
    }

    @Test
    void it_can_be_searched_by_action_actor_and_day() {
        var today = LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai")));
        entries(Role.INSPECTOR, unit, Map.of("action", "updateSite", "actorId", clerk.accountId()))
                .body("items.size()", equalTo(1));
        entries(Role.INSPECTOR, unit, Map.of("subjectId", subject, "from", today, "to", today))
                .body("items.size()", equalTo(2));
        entries(Role.INSPECTOR, unit, Map.of("subjectId", subject, "to", today.minusDays(1)))
                .body("items.size()", equalTo(0));
        entries(Role.INSPECTOR, unit, Map.of("subjectId", subject, "from", today.plusDays(1)))
                .body("items.size()", equalTo(0));
    }

    @Test
    void it_pages_by_key() {
        var first = entries(Role.INSPECTOR, unit, Map.of("subjectId", subject, "limit", 1))
                .body("items.action", everyItem(is("updateSite")))
                .extract();
        entries(
                        Role.INSPECTOR,
                        unit,
                        Map.of("subjectId", subject, "limit", 1, "cursor", first.<String>path("nextCursor")))
                .body("items.action", everyItem(is("endorseBeneficiaryBatch")));
    }

    @Test
    void reading_the_trail_is_in_the_trail() {
        var inspector = actors.person(Role.INSPECTOR, unit, null);
        var token = actors.token(inspector);
        for (int shown = 0; shown < 2; shown++) {
            given().auth()
                    .oauth2(token)
                    .queryParam("actorId", inspector.accountId())
                    .get("/api/v1/audit-entries")
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(shown));
        }
    }

    @Test
    void nobody_else_reads_it_and_nonsense_is_refused() {
        for (var role : List.of(Role.CLERK, Role.VERIFIER, Role.OFFICIAL, Role.ENDORSER)) {
            given().auth()
                    .oauth2(actors.token(role, unit))
                    .get("/api/v1/audit-entries")
                    .then()
                    .statusCode(403);
        }
        for (var wrong : List.of("actorId=x", "subjectId=x", "from=x", "to=31", "cursor=x", "limit=0", "limit=201")) {
            given().auth()
                    .oauth2(actors.token(Role.INSPECTOR, unit))
                    .get("/api/v1/audit-entries?" + wrong)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void the_checkpoint_grows_with_the_chain() throws Exception {
        seals.seal();
        var before = checkpoint();
        record("updateSite", "site");
        seals.seal();
        var after = checkpoint();
        assertThat(after.extract().<Integer>path("number"))
                .isGreaterThan(before.extract().<Integer>path("number"));
        assertThat(Base64.getDecoder().decode(after.extract().<String>path("link")))
                .hasSize(36);
        assertThat(after.extract().<String>path("mac"))
                .isNotEqualTo(before.extract().path("mac"));
    }

    private ValidatableResponse checkpoint() {
        return given().auth()
                .oauth2(actors.token(Role.INSPECTOR, unit))
                .get("/api/v1/audit-checkpoints/current")
                .then()
                .statusCode(200);
    }

    private void record(String action, String kind) {
        Await.answer(() -> Panache.withTransaction(() -> audit.record(clerk, action, kind, subject)));
    }

    private ValidatableResponse entries(Role role, UUID unit, Map<String, ?> filter) {
        var request = given().auth().oauth2(actors.token(role, unit));
        filter.forEach((name, value) -> request.queryParam(name, value.toString()));
        return request.get("/api/v1/audit-entries").then().statusCode(200);
    }
}
