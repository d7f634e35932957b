package qinqing.matching;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.kernel.Kinship;
import qinqing.matching.CountyFixture.Person;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class MatchingRunResourceTest {
    private static final String LIST = "/api/v1/matching-runs";
    private static final String RUNS = LIST + "/";
    private static final String HITS = "/api/v1/matches";
    private static final String MATCHES = HITS + "/";

    @Inject
    Actors actors;

    @Inject
    CountyFixture fixture;

    @Inject
    MatchingRuns runs;

    @Inject
    javax.sql.DataSource database;

    private UUID town;
    private Person himself;
    private Person father;
    private UUID official;
    private UUID declaration;
    private UUID batch;
    private String verifier;

    @BeforeEach
    void a_township_with_an_official_and_a_list() {
        town = actors.unit("TOWNSHIP", "新妙镇");
        himself = CountyFixture.someone("周明远");
        father = CountyFixture.someone("周建国");
        official = fixture.official(town, himself, "SECTION_STAFF", null);
        declaration = fixture.declaration(official);
        fixture.relative(declaration, father, Kinship.OWN_PARENT);
        batch = fixture.batch(fixture.programme(town, false));
        verifier = actors.token(Role.VERIFIER, town);
    }

    @Test
    void a_run_is_asked_for_watched_and_read() {
        fixture.row(batch, father);
        var location = ask(verifier, Map.of("scope", "BATCH", "batchId", batch.toString()))
                .statusCode(202)
                .body("state", is("QUEUED"))
                .body("batchId", is(batch.toString()))
                .extract()
                .header("Location");
        var run = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        assertThat(fixture.awaitEnd(run)).isEqualTo("SUCCEEDED");
        given().auth()
                .oauth2(verifier)
                .get(RUNS + run)
                .then()
                .statusCode(200)
                .body("state", is("SUCCEEDED"))
                .body("counts.certain", is(1))
                .body("counts.newMatches", is(1))
                .body("progress.done", is(1));
        given().auth()
                .oauth2(verifier)
                .get(RUNS + run + "/events")
                .then()
                .statusCode(200)
                .body(containsString("event:end"))
                .body(containsString("SUCCEEDED"));
        given().auth()
                .oauth2(verifier)
                .queryParam("state", "SUCCEEDED")
                .get(LIST)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(run.toString()));
    }

    @Test
    void equal_id_numbers_and_names_are_certain_and_come_with_evidence() {
        fixture.row(batch, father);
        match();
        matches(verifier)
                .body("items", hasSize(1))
                .body("items[0].certainty", is("CERTAIN"))
                .body("items[0].relation", is("本人的父母"))
                .body("items[0].kinship", is("OWN_PARENT"))
                .body("items[0].ownSphere", is(true))
                .body("items[0].ownSphereWhy", is("审批单位与该干部任职单位相同"))
                .body("items[0].evidence[0].field", is("ID_NUMBER"))
                .body("items[0].evidence[0].level", is("EXACT"))
                .body("items[0].amount", is("21000.00"));
    }

    @Test
    void officials_themselves_are_compared_too() {
        fixture.row(batch, himself);
        match();
        matches(verifier)
                .body("items", hasSize(1))
                .body("items[0].source", is("SELF"))
                .body("items[0].relation", is("本人"));
    }

    @Test
    void without_an_id_number_a_name_and_one_more_field_make_a_hit() {
        var uncle = CountyFixture.someone("欧阳建业").at("13900000001", "500102101202");
        fixture.relative(declaration, uncle, Kinship.OWN_SIBLING);
        fixture.row(batch, uncle.withoutId().at("13900000001", "500102101299"));
        match();
        matches(verifier).body("items", hasSize(1)).body("items[0].certainty", is("PROBABLE"));
    }

    @Test
    void a_namesake_with_another_id_number_is_no_hit() {
        fixture.row(batch, CountyFixture.someone(father.name()));
        match();
        matches(verifier).body("items", hasSize(0));
    }

    @Test
    void an_equal_id_number_with_a_masked_name_is_left_to_people() {
        fixture.row(batch, father);
        fixture.run("update beneficiary set name = '周*国', name_key = '周*国' where batch_id = ?", batch);
        match();
        matches(verifier).body("items[0].certainty", is("PROBABLE"));
    }

    @Test
    void a_company_is_compared_by_its_legal_representative_and_not_itself() {
        fixture.row(batch, father, "LEGAL_REPRESENTATIVE", true);
        match();
        matches(verifier).body("items", hasSize(1)).body("items[0].sentence", containsString("法定代表人"));
    }

    @Test
    void universal_benefits_are_out_of_scope() { // A7.1
        batch = fixture.batch(fixture.programme(town, true));
        fixture.row(batch, father);
        match();
        matches(verifier).body("items", hasSize(0));
    }

    @Test
    void what_was_over_before_2018_is_out_of_scope() { // A7.5
        fixture.row(batch, father);
        fixture.run("update beneficiary set granted_on = date '2017-06-01' where batch_id = ?", batch);
        fixture.run(
                "update programme set starts_on = date '2018-01-01', ends_on = date '2018-01-01' where id = (select programme_id from beneficiary_batch where id = ?)",
                batch);
        match();
        matches(verifier).body("items", hasSize(1)); // unfinished in 2018
    }

    @Test
    void rows_nobody_endorsed_are_not_compared() { // A5.5
        fixture.row(batch, father, "NATURAL_PERSON", false);
        match();
        matches(verifier).body("items", hasSize(0));
    }

    @Test
    void a_run_over_one_declarant_finds_the_same_as_one_over_the_list() {
        fixture.row(batch, father);
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.DECLARANT, official)))
                .isEqualTo("SUCCEEDED");
        var byDeclarant = hits();
        match();
        assertThat(hits()).isEqualTo(byDeclarant).contains("CERTAIN");
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.UNIT, town))).isEqualTo("SUCCEEDED");
        assertThat(hits()).isEqualTo(byDeclarant);
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.COUNTY, null))).isEqualTo("SUCCEEDED");
        assertThat(hits()).isEqualTo(byDeclarant);
    }

    @Test
    void a_hit_of_a_relative_who_left_the_declaration_is_closed_with_its_task() {
        fixture.row(batch, father);
        match();
        fixture.declaration(official);
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.DECLARANT, official)))
                .isEqualTo("SUCCEEDED");
        matches(verifier).body("items[0].state", is("CLOSED"));
        assertThat(fixture.ask(
                        "select v.status from verification v join match m on m.id = v.match_id where m.official_id = ?",
                        official))
                .isEqualTo("OBSOLETE");
    }

    @Test
    void a_decided_hit_stays_decided_whatever_a_later_run_says() {
        fixture.row(batch, father);
        match();
        fixture.run("update match set status = 'COMPLIANT' where official_id = ?", official);
        match();
        matches(verifier).body("items", hasSize(1)).body("items[0].state", is("COMPLIANT"));
    }

    @Test
    void a_run_that_looked_earlier_closes_nothing_that_was_seen_later() {
        fixture.row(batch, father);
        match();
        fixture.run("update match set seen_at = now() + interval '1 hour' where official_id = ?", official);
        fixture.declaration(official);
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.DECLARANT, official)))
                .isEqualTo("SUCCEEDED");
        matches(verifier).body("items[0].state", is("OPEN"));
    }

    @Test
    void an_official_sees_certain_hits_at_once_and_only_the_fields_of_annex_3() { // A3.8, A8.3
        fixture.row(batch, father);
        var brother = CountyFixture.someone("周建明").at("13900000002", "500102101203");
        fixture.relative(declaration, brother, Kinship.OWN_SIBLING);
        fixture.row(batch, brother.withoutId().at("13900000002", "500102101204"));
        match();
        matches(verifier).body("items", hasSize(2));
        var own = actors.token(Role.OFFICIAL, town, official);
        matches(own)
                .body("items", hasSize(1))
                .body("items[0].beneficiaryName", is("周建国"))
                .body("items[0].relation", is("本人的父母"))
                .body("items[0].containsKey('evidence')", is(false))
                .body("items[0].containsKey('sentence')", is(false))
                .body("items[0].containsKey('probability')", is(false))
                .body("items[0].containsKey('beneficiaryId')", is(false));
        var other = actors.token(
                Role.OFFICIAL, town, fixture.official(town, CountyFixture.someone("吴天明"), "SECTION_STAFF", null));
        matches(other).body("items", hasSize(0));
        given().auth().oauth2(other).get(MATCHES + theHit()).then().statusCode(404);
        given().auth()
                .oauth2(actors.token(Role.OFFICIAL, town))
                .get(HITS)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void another_units_run_batch_and_hit_do_not_exist_for_its_people() {
        fixture.row(batch, father);
        var run = match();
        var stranger = actors.token(Role.VERIFIER, actors.unit("TOWNSHIP", "马武镇"));
        given().auth().oauth2(stranger).get(RUNS + run).then().statusCode(404);
        given().auth().oauth2(stranger).get(RUNS + run + "/events").then().statusCode(404);
        given().auth().oauth2(stranger).get(MATCHES + theHit()).then().statusCode(404);
        matches(stranger).body("items", hasSize(0));
        ask(stranger, Map.of("scope", "BATCH", "batchId", batch.toString())).statusCode(422);
        ask(stranger, Map.of("scope", "DECLARANT", "officialId", official.toString()))
                .statusCode(422);
        ask(stranger, Map.of("scope", "UNIT", "unitId", town.toString())).statusCode(422);
    }

    @Test
    void the_whole_county_is_for_its_inspection_body_only() {
        ask(verifier, Map.of("scope", "COUNTY")).statusCode(403);
        var run = ask(actors.token(Role.COUNTY_INSPECTOR, actors.county()), Map.of("scope", "COUNTY"));
        assertThat(run.extract().statusCode()).isIn(202, 409);
    }

    @Test
    void a_scope_comes_with_its_own_id_and_no_other() {
        ask(verifier, Map.of("scope", "BATCH", "unitId", town.toString()))
                .statusCode(400)
                .body("errors.pointer", hasItem("/batchId"))
                .body("errors.pointer", hasItem("/unitId"));
    }

    @Test
    void the_same_scope_is_not_compared_twice_at_once() {
        fixture.run(
                "insert into matching_run (id, county_code, unit_id, scope, subject_id, trigger, created_at)"
                        + " select ?, county_code, id, 'BATCH', ?, 'REQUEST', now() from unit where id = ?",
                asleep(),
                batch,
                town);
        ask(verifier, Map.of("scope", "BATCH", "batchId", batch.toString())).statusCode(409);
    }

    @Test
    void a_cancelled_run_publishes_nothing_and_a_finished_one_cannot_be_cancelled() {
        fixture.row(batch, father);
        var waiting = asleep();
        fixture.run(
                "insert into matching_run (id, county_code, unit_id, scope, subject_id, trigger, created_at)"
                        + " select ?, county_code, id, 'BATCH', ?, 'REQUEST', now() from unit where id = ?",
                waiting,
                batch,
                town);
        cancel(waiting, "").statusCode(428);
        cancel(waiting, "\"5\"").statusCode(412);
        cancel(waiting, "\"0\"").statusCode(204);
        fixture.run("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                values ('matching.run', ?::text, now(), false, 1)""", waiting.toString());
        assertThat(fixture.awaitEnd(waiting)).isEqualTo("CANCELLED");
        matches(verifier).body("items", hasSize(0));
        var done = match();
        cancel(done, "\"1\"").statusCode(409);
    }

    @Test
    void a_failure_midway_through_publishing_publishes_nothing() {
        fixture.row(batch, father);
        FailsToListen.failFor(batch);
        var run = fixture.runOver(RunScope.BATCH, batch);
        FailsToListen.awaitFailure(batch);
        matches(verifier).body("items", hasSize(0));
        FailsToListen.recover(batch);
        assertThat(fixture.awaitEnd(run)).isEqualTo("SUCCEEDED");
        matches(verifier).body("items", hasSize(1));
        assertThat(fixture.ask("select count(*) from staged_hit where run_id = ?", run))
                .isEqualTo(0L);
    }

    @Test
    void the_same_key_asks_for_one_run() {
        fixture.row(batch, father);
        var key = UUID.randomUUID().toString();
        var one = askWithKey(key).statusCode(202).extract().header("Location");
        var two = askWithKey(key).statusCode(202).extract().header("Location");
        assertThat(two).isEqualTo(one);
    }

    @Test
    void an_entered_declaration_is_compared_by_itself() {
        fixture.row(batch, father);
        Await.answer(() -> io.quarkus.hibernate.reactive.panache.Panache.withTransaction(
                () -> runs.askForEntered(official, town)));
        var run = (UUID) fixture.ask("select id from matching_run where subject_id = ?", official);
        assertThat(fixture.awaitEnd(run)).isEqualTo("SUCCEEDED");
        matches(verifier).body("items", hasSize(1));
    }

    /** Ten thousand declarations entered in bulk once asked for ten thousand runs, which kept the county waiting for an hour. */
    @Test
    void declarations_entered_together_are_compared_by_one_run() {
        fixture.row(batch, father);
        var colleague = fixture.official(town, CountyFixture.someone("田守正"), "SECTION_STAFF", null);
        var mother = CountyFixture.someone("田大娘");
        fixture.relative(fixture.declaration(colleague), mother, Kinship.OWN_PARENT);
        fixture.row(batch, mother);
        Await.answer(() -> io.quarkus.hibernate.reactive.panache.Panache.withTransaction(
                () -> runs.askForEntered(official, town).chain(() -> runs.askForEntered(colleague, town))));
        assertThat(fixture.ask("select count(*) from matching_run where unit_id = ?", town))
                .isEqualTo(1L);
        var run = (UUID) fixture.ask("select id from matching_run where unit_id = ?", town);
        assertThat(fixture.awaitEnd(run)).isEqualTo("SUCCEEDED");
        given().auth().oauth2(verifier).get(RUNS + run).then().statusCode(200).body("declarants", is(2));
        assertThat(fixture.ask("select count(distinct official_id) from match where run_id = ?", run))
                .isEqualTo(2L);
    }

    @Test
    void a_unit_is_compared_with_its_officials_relatives_on_everybodys_lists_too() { // A8.1
        var elsewhere = actors.unit("TOWNSHIP", "马武镇");
        var row = fixture.row(fixture.batch(fixture.programme(elsewhere, false)), father);
        var stranger = fixture.official(elsewhere, CountyFixture.someone("田守正"), "SECTION_STAFF", null);
        var mother = CountyFixture.someone("田大娘");
        fixture.relative(fixture.declaration(stranger), mother, Kinship.OWN_PARENT);
        var mine = fixture.row(batch, mother);
        var neither = fixture.row(fixture.batch(fixture.programme(elsewhere, false)), mother);
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.UNIT, town))).isEqualTo("SUCCEEDED");
        assertThat(hitsOf(row)).isEqualTo(1L);
        assertThat(hitsOf(mine)).isEqualTo(1L);
        assertThat(hitsOf(neither))
                .as("another unit's list and another unit's official")
                .isEqualTo(0L);
        fixture.run("update relative set in_force = false where official_id = ?", official);
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.UNIT, town))).isEqualTo("SUCCEEDED");
        assertThat(fixture.ask("select status from match where beneficiary_id = ?", row))
                .isEqualTo("CLOSED");
        assertThat(fixture.ask("select status from match where beneficiary_id = ?", mine))
                .isEqualTo("OPEN");
    }

    private Object hitsOf(UUID row) {
        return fixture.ask("select count(*) from match where beneficiary_id = ?", row);
    }

    @Test
    void the_run_of_a_killed_worker_is_resumed_and_no_hit_is_doubled() {
        fixture.row(batch, father);
        var run = UUID.randomUUID();
        fixture.run("""
                insert into matching_run (id, county_code, unit_id, scope, subject_id, trigger, created_at)
                select ?, county_code, id, 'BATCH', ?, 'REQUEST', now() from unit where id = ?
                """, run, batch, town);
        fixture.run("""
                insert into job (id, kind, state, attempt, queued_at, started_at) values (?, 'matching.run', 'RUNNING', 1, now(), now())
                """, run);
        leaveStaged(run, 1);
        fixture.run("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                values ('matching.run', ?::text, now(), true, 'a dead one', now(), 2)
                """, run.toString());
        assertThat(fixture.awaitEnd(run)).isEqualTo("SUCCEEDED");
        assertThat(fixture.ask("select attempt from job where id = ?", run)).isEqualTo(2);
        matches(verifier).body("items", hasSize(1));
        given().auth()
                .oauth2(verifier)
                .get(RUNS + run)
                .then()
                .body("counts.certain", is(1))
                .body("counts.newMatches", is(1));
        assertThat(fixture.ask(
                        "select count(*) from verification v join match m on m.id = v.match_id where m.run_id = ?",
                        run))
                .isEqualTo(1L);
        assertThat(fixture.ask("select count(*) from staged_hit where run_id = ?", run))
                .isEqualTo(0L);
    }

    /** What the attempt of a dead worker had found already: the true hit, and one that no longer holds. */
    private void leaveStaged(UUID run, int attempt) {
        fixture.run("""
                insert into staged_hit (run_id, attempt, match_id, unit_id, source, beneficiary_id, relative_id, official_id,
                    official_unit_id, programme_id, relative_name_key, kinship, band, probability, evidence, sentence)
                select ?, ?, gen_random_uuid(), p.unit_id, 'DECLARED', b.id, r.id, r.official_id, p.unit_id, p.id, key, r.kinship,
                    'CERTAIN', 1, '[]', '身份证号码一致'
                  from relative r join beneficiary b on b.batch_id = ? join programme p on p.id = b.programme_id
                  cross join lateral (values (r.name_key), (r.name_key || '氏')) as keys (key)
                 where r.official_id = ?
                """, run, attempt, batch, official);
        assertThat(fixture.ask("select count(*) from staged_hit where run_id = ?", run))
                .isEqualTo(2L);
    }

    @Test
    void a_run_cancelled_while_it_compares_leaves_nothing() throws Exception {
        fixture.row(batch, father);
        UUID run;
        try (var held = database.getConnection();
                var lock = held.prepareStatement("select pg_advisory_lock(?)");
                var unlock = held.prepareStatement("select pg_advisory_unlock(?)")) {
            lock.setLong(1, RunMatching.LOOKS);
            lock.execute(); // no run gets past its first look meanwhile
            try {
                run = fixture.runOver(RunScope.BATCH, batch);
                awaitState(run, "RUNNING");
                cancel(run, "\"0\"").statusCode(204);
            } finally {
                unlock.setLong(1, RunMatching.LOOKS);
                unlock.execute();
            }
        }
        assertThat(fixture.awaitEnd(run)).isEqualTo("CANCELLED");
        matches(verifier).body("items", hasSize(0));
        assertThat(fixture.ask("select count(*) from staged_hit where run_id = ?", run))
                .isEqualTo(0L);
        assertThat(fixture.ask("select count(*) from matching_run where id = ? and published_at is null", run))
                .isEqualTo(1L);
    }

    private void awaitState(UUID run, String state) {
        for (int look = 0; look < 200; look++) {
            if (fixture.ask("select state from job where id = ?", run).equals(state)) {
                return;
            }
            CountyFixture.pause();
        }
        throw new AssertionError("run " + run + " is not " + state);
    }

    private ValidatableResponse askWithKey(String key) {
        return given().auth()
                .oauth2(verifier)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(Map.of("scope", "BATCH", "batchId", batch.toString()))
                .post(LIST)
                .then();
    }

    /** A job that no worker picks up. */
    private UUID asleep() {
        var id = UUID.randomUUID();
        fixture.run("insert into job (id, kind, state, queued_at) values (?, 'matching.run', 'QUEUED', now())", id);
        return id;
    }

    private ValidatableResponse cancel(UUID run, String ifMatch) {
        var request = given().auth().oauth2(verifier);
        return (ifMatch.isEmpty() ? request : request.header("If-Match", ifMatch))
                .delete(RUNS + run)
                .then();
    }

    private static ValidatableResponse ask(String token, Map<String, String> wanted) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(wanted)
                .post(LIST)
                .then();
    }

    private UUID match() {
        var run = fixture.runOver(RunScope.BATCH, batch);
        assertThat(fixture.awaitEnd(run)).isEqualTo("SUCCEEDED");
        return run;
    }

    private static ValidatableResponse matches(String token) {
        return given().auth().oauth2(token).get(HITS).then().statusCode(200);
    }

    private Object theHit() {
        return fixture.ask("select id from match where official_id = ? order by id limit 1", official);
    }

    /** Everything a run decides about the official's hits: what differs from run to run is left out. */
    private String hits() {
        return String.valueOf(fixture.ask("""
                select string_agg(concat_ws(' ', source, beneficiary_id, relative_id, band, probability, evidence, sentence, sphere,
                                            status), ';' order by beneficiary_id, relative_id)
                  from match where official_id = ?""", official));
    }
}
