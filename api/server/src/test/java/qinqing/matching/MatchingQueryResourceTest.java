package qinqing.matching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.identity.Actors;
import qinqing.kernel.Kinship;
import qinqing.matching.CountyFixture.Person;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class MatchingQueryResourceTest {
    private static final String LIST = "/api/v1/matching-queries";
    private static final String PATH = LIST + "/";

    @Inject
    Actors actors;

    @Inject
    CountyFixture fixture;

    private final Person relative = CountyFixture.someone("周建国");
    private UUID official;
    private String system;

    @BeforeEach
    void a_relative_and_a_payment_system() {
        var town = actors.unit("TOWNSHIP", "新妙镇");
        official = fixture.official(town, CountyFixture.someone("周明远"), "SECTION_STAFF", null);
        fixture.relative(fixture.declaration(official), relative, Kinship.OWN_PARENT);
        system = actors.system(town, "matching:query");
    }

    @Test
    void each_person_gets_one_answer_in_the_order_asked() {
        ask(List.of(person("1", relative), person("2", CountyFixture.someone("吴天明")), body("3", "李勇", "500102")))
                .statusCode(201)
                .body("answers.reference", contains("1", "2", "3"))
                .body("answers.outcome", contains("RELATIVE_FOUND", "NO_RELATIVE_FOUND", "NOT_DETERMINABLE"))
                .body("quotaLeft", is(1997));
    }

    @Test
    void a_relative_who_is_not_in_force_any_more_is_answered_as_a_stranger_byte_for_byte() {
        fixture.declaration(official);
        var gone = ask(List.of(person("1", relative))).statusCode(201).extract();
        var stranger = ask(List.of(person("1", CountyFixture.someone("吴天明"))))
                .statusCode(201)
                .extract();
        assertThat(gone.asByteArray()).hasSameSizeAs(stranger.asByteArray());
        assertThat(gone.<List<Object>>path("answers")).isEqualTo(stranger.<List<Object>>path("answers"));
    }

    @Test
    void an_earlier_answer_is_read_by_who_asked_and_by_nobody_else() {
        var id = ask(List.of(person("1", relative))).extract().<String>path("id");
        given().auth()
                .oauth2(system)
                .get(PATH + id)
                .then()
                .statusCode(200)
                .body("answers[0].outcome", is("RELATIVE_FOUND"))
                .body("askedAt", notNullValue());
        given().auth()
                .oauth2(actors.system(actors.county(), "matching:query"))
                .get(PATH + id)
                .then()
                .statusCode(404);
    }

    @Test
    void the_days_quota_ends_and_says_when_to_come_back() {
        fixture.run("""
                insert into matching_query (id, county_code, unit_id, asked_by, purpose, persons, person_tokens, answers, asked_at)
                select gen_random_uuid(), '500102', q.unit_id, q.asked_by, 'VERIFICATION', 100, '{}', '[]', now()
                  from matching_query q, generate_series(1, 20) where q.id = ?::uuid""", ask(List.of(person("1", relative))).extract().<String>path("id"));
        var refused = ask(List.of(person("1", relative))).statusCode(429).extract();
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    }

    @Test
    void a_client_without_the_scope_is_refused() {
        system = actors.system(actors.county(), "clearances:write");
        ask(List.of(person("1", relative))).statusCode(403);
    }

    @Test
    void nobody_is_asked_about_without_a_trace() {
        var id = ask(List.of(person("1", relative))).extract().<String>path("id");
        assertThat(fixture.ask(
                        "select detail from audit_entry where action = 'createMatchingQuery' and subject_id = ?::uuid",
                        id))
                .isEqualTo("persons=1,purpose=BEFORE_APPROVAL");
        assertThat(fixture.ask("select cardinality(person_tokens) from matching_query where id = ?::uuid", id))
                .isEqualTo(1);
    }

    @Test
    void more_than_a_hundred_persons_or_none_are_refused() {
        ask(List.of()).statusCode(400);
        ask(java.util.stream.IntStream.range(0, 101)
                        .mapToObj(i -> body("" + i, "李勇", null))
                        .toList())
                .statusCode(400);
    }

    private ValidatableResponse ask(List<Map<String, String>> persons) {
        return given().auth()
                .oauth2(system)
                .contentType(ContentType.JSON)
                .body(Map.of("purpose", "BEFORE_APPROVAL", "persons", persons))
                .post(LIST)
                .then();
    }

    private static Map<String, String> person(String reference, Person person) {
        return body(
                reference,
                person.name(),
                person.idNumber() == null ? null : person.idNumber().value());
    }

    private static Map<String, String> body(String reference, String name, @Nullable String idNumber) {
        var body = new HashMap<>(Map.of("reference", reference, "name", name));
        if (idNumber != null) {
            body.put("idNumber", idNumber);
        }
        return body;
    }
}
