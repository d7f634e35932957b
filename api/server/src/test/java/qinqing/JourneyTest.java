package qinqing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import qinqing.actor.Role;
import qinqing.audit.AuditVerification;
import qinqing.disclosure.Persons;
import qinqing.identity.Actors;
import qinqing.kernel.Sex;
import qinqing.vault.KeyedMac;

/** The whole job of a county, told once from beginning to end: over HTTP, with real tokens, on a real PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class JourneyTest {
    private static final String API = "/api/v1";
    private static final String PASSWORD = "乌江水清-照见两岸-2026";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Lines of the spreadsheet as a person counts them: a title and a header stand above. */
    private static final int FATHER = 3;

    private static final int NEIGHBOUR = 4;
    private static final int BROKEN_NUMBER = 5;
    private static final int REFUSED = 6;

    @Inject
    Actors actors;

    @Inject
    Clock clock;

    @Inject
    AgroalDataSource database;

    @Inject
    KeyedMac mac;

    @ConfigProperty(name = "qinqing.data-directory")
    Path data;

    @TestHTTPResource(value = "/demo/clock", management = true)
    URI testClock;

    private Duration ahead = Duration.ZERO;

    private String county = "";
    private String township = "";
    private String village = "";
    private String villageCode = "";
    private final Map<String, String> boards = new HashMap<>();

    /** Somebody with a phone and a password; their token lasts fifteen minutes of the clock's time. */
    private record Person(String name, String phone) {}

    private final Map<Person, String> tokens = new HashMap<>();
    private Person secretary = new Person("何光明", Persons.phone());
    private Person leader = new Person("田守正", Persons.phone());
    private Person declarant = new Person("周明远", Persons.phone());
    private Person clerk = new Person("冉小兰", Persons.phone());
    private Person verifier = new Person("陈立新", Persons.phone());
    private final String fathersNumber = Persons.id(1956);
    private String official = "";
    private String declaration = "";
    private String programme = "";
    private String batch = "";
    private String verification = "";
    private String notice = "";
    private String number = "";
    private JsonPath receipt = JsonPath.from("{}");
    private JsonPath paymentSystem = JsonPath.from("{}");

    @Test
    void a_village_father_gets_his_subsidy_after_everybody_could_object() throws Exception {
        the_administrator_sets_up_the_township();
        the_register_of_officials_is_kept_by_the_clerk();
        everybody_gets_an_account_by_invitation();
        the_payment_system_is_let_in();

        the_official_declares_his_father_and_pledges();
        only_the_leader_in_charge_may_sign();
        the_clerk_enters_the_declaration();

        the_clerk_sends_in_the_spreadsheet_of_the_programme();
        the_payment_system_hears("NOT_COMPARED");
        the_secretary_signs_the_list_and_it_is_compared();
        the_official_learns_that_his_father_was_found();
        the_payment_system_hears("MATCH_UNVERIFIED");
        whoever_is_nobodys_relative_is_paid();

        the_verifier_finds_it_compliant_and_a_second_person_signs();
        the_payment_system_hears("NOTICE_MISSING");
        a_notice_is_published_at_the_workplace_the_village_and_the_group();
        the_notice_goes_up_at_every_board();
        the_payment_system_hears("PUBLICITY_UNFINISHED");

        a_citizen_reads_the_notice_and_objects_without_a_name();
        the_payment_system_hears("PUBLICITY_UNFINISHED", "OBJECTION_UNSCREENED");
        the_objection_is_accepted_and_the_notice_waits();
        the_payment_system_hears("PUBLICITY_UNFINISHED", "OBJECTION_OPEN", "MATCH_UNVERIFIED");
        the_matter_is_verified_once_more_and_the_objection_answered();
        the_notice_is_shown_again_and_the_objector_reads_the_answer();

        time_passes(Duration.ofDays(4));
        the_payment_system_hears("PUBLICITY_UNFINISHED");
        time_passes(Duration.ofDays(5));
        seven_full_days_are_over();
        the_payment_is_cleared();
        the_audit_trail_names_every_decision_and_is_sound();
    }

    @AfterEach
    void the_clock_goes_back_for_the_other_tests() {
        move(ahead.negated());
    }

    private void the_administrator_sets_up_the_township() {
        county = actors.county().toString();
        administrator()
                .multiPart("source", "DIVISIONS")
                .post(API + "/unit-imports")
                .then()
                .statusCode(200)
                .body("counts.withErrors", equalTo(0));
        township = unitOf("500102206");
        villageCode = "500102206202";
        village = unitOf(villageCode);
        var group = administrator()
                .contentType("application/json")
                .body(Map.of("name", "双江村2组", "kind", "GROUP", "parentId", village))
                .post(API + "/units")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        for (var place : Map.of("大木乡政务公开栏", township, "双江村村务公开栏", village, "双江村2组公开栏", group)
                .entrySet()) {
            boards.put(
                    place.getKey(),
                    administrator()
                            .contentType("application/json")
                            .body(Map.of(
                                    "unitId",
                                    place.getValue(),
                                    "name",
                                    place.getKey(),
                                    "kind",
                                    "PHYSICAL",
                                    "place",
                                    "院坝旁"))
                            .post(API + "/sites")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("id"));
        }
        var hotlines = administrator().get(API + "/units/" + township + "/hotlines");
        administrator()
                .header("If-Match", hotlines.header("ETag"))
                .contentType("application/json")
                .body(Map.of(
                        "items",
                        List.of(
                                Map.of("kind", "INSPECTION_BODY", "phone", "023-72226110"),
                                Map.of("kind", "UNIT", "phone", "023-72226111"))))
                .put(API + "/units/" + township + "/hotlines")
                .then()
                .statusCode(200);
    }

    private String unitOf(String divisionCode) {
        var exact = "items.find { it.divisionCode == '" + divisionCode + "' }.id";
        return given().queryParam("divisionCode", divisionCode)
                .get(API + "/units")
                .then()
                .statusCode(200)
                .extract()
                .path(exact);
    }

    private final Map<Person, String> officials = new HashMap<>();

    private void the_register_of_officials_is_kept_by_the_clerk() {
        invite(clerk, "CLERK");
        register(secretary, "PARTY_HEAD", "乡党委书记", Map.of());
        register(leader, "LEADERSHIP_MEMBER", "副乡长", Map.of());
        register(
                declarant,
                "SECTION_STAFF",
                "规划建设管理环保办公室科员",
                Map.of("leaderInChargeId", Objects.requireNonNull(officials.get(leader))));
        official = Objects.requireNonNull(officials.get(declarant));
    }

    private void register(Person person, String rank, String post, Map<String, Object> more) {
        var entry = new HashMap<String, Object>(Map.of(
                "name",
                person.name(),
                "sex",
                "MALE",
                "politicalStatus",
                "PARTY_MEMBER",
                "idNumber",
                Persons.id(1979, Sex.MALE),
                "phone",
                person.phone(),
                "unitId",
                township,
                "rank",
                rank,
                "postTitle",
                post,
                "since",
                "2020-01-01"));
        entry.putAll(more);
        officials.put(
                person,
                as(clerk)
                        .contentType("application/json")
                        .body(entry)
                        .post(API + "/officials")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id"));
    }

    private void everybody_gets_an_account_by_invitation() {
        invite(secretary, "ENDORSER");
        invite(leader, "ENDORSER");
        invite(declarant, "OFFICIAL");
        invite(verifier, "VERIFIER");
    }

    /** The administrator never learns the password: a one-time code is handed over instead. */
    private void invite(Person person, String role) {
        var account = new HashMap<String, Object>(Map.of(
                "name",
                person.name(),
                "phone",
                person.phone(),
                "assignments",
                List.of(Map.of("role", role, "unitId", township, "from", "2026-01-01"))));
        if (officials.containsKey(person)) {
            account.put("officialId", Objects.requireNonNull(officials.get(person)));
        }
        var code = administrator()
                .contentType("application/json")
                .body(account)
                .post(API + "/accounts")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("invitation.code");
        given().contentType("application/json")
                .body(Map.of("phone", person.phone(), "code", code, "newPassword", PASSWORD))
                .post(API + "/invitation-acceptances")
                .then()
                .statusCode(204);
    }

    private void the_payment_system_is_let_in() {
        paymentSystem = administrator()
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "惠民惠农“一卡通”发放系统",
                        "unitId",
                        county,
                        "scopes",
                        List.of("clearances:write", "clearances:read")))
                .post(API + "/api-clients")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private void the_official_declares_his_father_and_pledges() {
        var draft = as(declarant).get(API + "/declarations/draft");
        assertThat(draft.statusCode()).isEqualTo(200);
        var saved = as(declarant)
                .header("If-Match", draft.header("ETag"))
                .contentType("application/json")
                .body(Map.of(
                        "declarant",
                        Map.of(
                                "sex", "MALE",
                                "politicalStatus", "PARTY_MEMBER",
                                "postTitle", "规划建设管理环保办公室科员",
                                "jobGrade", "一级科员",
                                "duties", "农村危房改造的受理、现场核实和验收",
                                "inspectionStaff", false,
                                "householdAddress", "重庆市涪陵区大木乡双江村2组18号"),
                        "relatives",
                        List.of(Map.of(
                                "name", "周建国",
                                "sex", "MALE",
                                "kinship", "OWN_PARENT",
                                "politicalStatus", "MASSES",
                                "employer", "务农",
                                "idNumber", fathersNumber,
                                "phone", Persons.phone(),
                                "householdAddress", "重庆市涪陵区大木乡双江村2组18号",
                                "residenceDivision", villageCode)),
                        "interestMatters",
                        List.of()))
                .put(API + "/declarations/draft");
        saved.then().statusCode(200);
        var submitted = as(declarant)
                .header("If-Match", saved.header("ETag"))
                .contentType("application/json")
                .body(Map.of("pledge", Map.of("accepted", true, "signedName", declarant.name())))
                .post(API + "/declarations");
        submitted.then().statusCode(201).body("state", equalTo("SUBMITTED"));
        declaration = submitted.path("id");
    }

    /** Section staff: the leader in charge, not the head of the party organisation (A5.3). */
    private void only_the_leader_in_charge_may_sign() {
        var opinion = Map.of("decision", "APPROVE", "opinion", "情况属实，同意录入。");
        var path = API + "/declarations/" + declaration;
        decide(secretary, path, "/endorsement", opinion).then().statusCode(422);
        decide(leader, path, "/endorsement", opinion).then().statusCode(200).body("state", equalTo("ENDORSED"));
    }

    private void the_clerk_enters_the_declaration() {
        decide(clerk, API + "/declarations/" + declaration, "/entry", Map.of("note", "附件2原件已存档"))
                .then()
                .statusCode(200)
                .body("state", equalTo("ENTERED"));
    }

    private void the_clerk_sends_in_the_spreadsheet_of_the_programme() throws Exception {
        programme = as(clerk)
                .contentType("application/json")
                .body(Map.of(
                        "name", "2026年农村危房改造补助",
                        "kind", "FUND",
                        "universal", false,
                        "approvingUnitId", township,
                        "startsOn", "2026-10-01",
                        "lateEntryReason", "系统启用前已开始受理"))
                .post(API + "/programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        batch = as(clerk)
                .multiPart("programmeId", programme)
                .multiPart("listKind", "GRANTS")
                .multiPart("file", "大木乡2026年农村危房改造补助名单.xlsx", spreadsheet())
                .post(API + "/beneficiary-batches")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        awaits(clerk, API + "/beneficiary-batches/" + batch, read -> "IMPORTED".equals(read.path("state")))
                .then()
                .body("counts.read", equalTo(4))
                .body("counts.kept", equalTo(3))
                .body("counts.withErrors", equalTo(1))
                .body("counts.withWarnings", equalTo(1));
        as(clerk)
                .get(API + "/beneficiary-batches/" + batch + "/row-errors")
                .then()
                .statusCode(200)
                .body("items.rowNumber", containsInAnyOrder(BROKEN_NUMBER, REFUSED));
        payment(REFUSED).body("reasons.code", contains("SUBJECT_UNKNOWN"));
    }

    private byte[] spreadsheet() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("Sheet1");
            sheet.value(0, 0, "大木乡2026年农村危房改造补助花名册");
            sheet.range(0, 0, 0, 3).merge();
            line(sheet, 1, "户主姓名", "身份证号码", "家庭住址", "补助金额（元）");
            line(sheet, FATHER - 1, "周建国", fathersNumber, "大木乡双江村2组", "21000.00");
            line(sheet, NEIGHBOUR - 1, "李秀英", Persons.id(1961, Sex.FEMALE), "大木乡双江村1组", "14000.00");
            line(sheet, BROKEN_NUMBER - 1, "王桂芳", Persons.id(1958).substring(0, 17), "大木乡双江村1组", "7500.00");
            line(sheet, REFUSED - 1, "刘长江", Persons.id(1949), "大木乡双江村2组", "-500.00");
        }
        return out.toByteArray();
    }

    private static void line(Worksheet sheet, int row, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            sheet.value(row, i, cells[i]);
        }
    }

    private void the_secretary_signs_the_list_and_it_is_compared() {
        decide(
                        secretary,
                        API + "/beneficiary-batches/" + batch,
                        "/endorsement",
                        Map.of("decision", "APPROVE", "opinion", "名单属实，同意。"))
                .then()
                .statusCode(200)
                .body("state", equalTo("ENDORSED"));
        var hits = awaits(verifier, API + "/matches?programmeId=" + programme, found -> !found.<List<?>>path("items")
                .isEmpty());
        hits.then()
                .body("items.beneficiaryName", contains("周建国"))
                .body("items[0].officialName", equalTo("周明远"))
                .body("items[0].certainty", equalTo("CERTAIN"));
        var run = hits.<String>path("items[0].runId");
        awaits(clerk, API + "/matching-runs/" + run, job -> "SUCCEEDED".equals(job.path("state")))
                .then()
                .body("counts.certain", equalTo(1));
    }

    /** 抄送本人 (A8.3), with the fields of Annex 3 only. */
    private void the_official_learns_that_his_father_was_found() {
        as(declarant).get(API + "/me/notifications").then().statusCode(200).body("items.kind", hasItem("MATCH_COPY"));
        as(declarant)
                .get(API + "/matches")
                .then()
                .statusCode(200)
                .body("items.beneficiaryName", contains("周建国"))
                .body(not(containsString(fathersNumber)));
    }

    private void whoever_is_nobodys_relative_is_paid() {
        payment(NEIGHBOUR).body("outcome", equalTo("GRANTED")).body("grounds", equalTo("NO_RELATIVE_FOUND"));
    }

    private void the_verifier_finds_it_compliant_and_a_second_person_signs() {
        var task = as(verifier).get(API + "/verifications?state=OPEN");
        task.then().statusCode(200).body("items.unitId", contains(township));
        verification = task.path("items[0].id");
        find_compliant_and_sign();
    }

    private void find_compliant_and_sign() {
        var path = API + "/verifications/" + verification;
        decide(verifier, path, "/finding", Map.of("outcome", "COMPLIANT", "reasons", "房屋经鉴定为D级，资料齐全，审批时周明远已回避。"))
                .then()
                .statusCode(200);
        assertThat(decide(verifier, path, "/signature", Map.of("decision", "CONFIRM"))
                        .statusCode())
                .as("who found it can't sign it too")
                .isGreaterThanOrEqualTo(400);
        decide(secretary, path, "/signature", Map.of("decision", "CONFIRM"))
                .then()
                .statusCode(200)
                .body("state", equalTo("CLOSED"));
    }

    private void a_notice_is_published_at_the_workplace_the_village_and_the_group() {
        var drafted = as(clerk)
                .contentType("application/json")
                .body(Map.of(
                        "form", "SINGLE", "unitId", township, "rows", List.of(Map.of("verificationId", verification))))
                .post(API + "/notices");
        drafted.then().statusCode(201);
        notice = drafted.path("id");
        decide(clerk, API + "/notices/" + notice, "/publication", Map.of())
                .then()
                .statusCode(200)
                .body("sites.siteId", containsInAnyOrder(boards.values().toArray()))
                .body("sites.roles.flatten()", hasItems("OFFICIAL_UNIT", "RELATIVE_VILLAGE", "RELATIVE_GROUP"));
        number = as(clerk).get(API + "/notices/" + notice).path("number");
    }

    private void the_notice_goes_up_at_every_board() {
        for (var board : boards.values()) {
            as(clerk)
                    .header(
                            "If-Match",
                            as(clerk).get(API + "/notices/" + notice).header("ETag"))
                    .multiPart("state", "UP")
                    .multiPart(
                            "at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                    .put(API + "/notices/" + notice + "/sites/" + board + "/display")
                    .then()
                    .statusCode(200);
        }
        as(clerk)
                .get(API + "/notices/" + notice)
                .then()
                .body("state", equalTo("DISPLAYED"))
                .body("sites.up", not(hasItem(false)));
    }

    private void a_citizen_reads_the_notice_and_objects_without_a_name() {
        time_passes(Duration.ofHours(20));
        given().get("/notices/" + number)
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .body(containsString("周建国"))
                .body(containsString("周明远"))
                .body(containsString("023-72226110"))
                .body(not(containsString(fathersNumber)))
                .body(not(containsString("18号")));
        receipt = given().contentType("application/json")
                .body(Map.of("grounds", "听说这家的房子前年才修好，请核实是不是危房。", "row", 1))
                .post(API + "/public/notices/" + number + "/objections")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private void the_objection_is_accepted_and_the_notice_waits() {
        var objection = as(verifier)
                .get(API + "/objections?noticeId=" + notice)
                .then()
                .statusCode(200)
                .body("items.anonymous", contains(true))
                .extract()
                .<String>path("items[0].id");
        var screened = decide(
                verifier,
                API + "/objections/" + objection,
                "/screening",
                Map.of("decision", "ACCEPT", "newFacts", true));
        screened.then().statusCode(200).body("state", equalTo("ACCEPTED"));
        verification = screened.path("verificationIds[0]");
        given().get(API + "/public/notices/" + number).then().statusCode(200).body("state", equalTo("SUSPENDED"));
        given().get("/notices/" + number).then().body(containsString("异议"));
    }

    private void the_matter_is_verified_once_more_and_the_objection_answered() {
        time_passes(Duration.ofHours(30));
        find_compliant_and_sign();
        var objection = as(verifier).get(API + "/objections?noticeId=" + notice).<String>path("items[0].id");
        decide(
                        verifier,
                        API + "/objections/" + objection,
                        "/resolution",
                        Map.of("outcome", "NOT_UPHELD", "reply", "经复核，前年修好的是邻居的房子，此户鉴定为D级。感谢监督。"))
                .then()
                .statusCode(200)
                .body("state", equalTo("NOT_UPHELD"));
    }

    private void the_notice_is_shown_again_and_the_objector_reads_the_answer() {
        given().get(API + "/public/notices/" + number).then().statusCode(200).body("state", equalTo("DISPLAYED"));
        given().header("Tracking-Secret", receipt.getString("trackingSecret"))
                .get(API + "/public/objections/" + receipt.getString("trackingNumber"))
                .then()
                .statusCode(200)
                .body("state", equalTo("NOT_UPHELD"))
                .body("reply", containsString("感谢监督"));
    }

    private void seven_full_days_are_over() {
        awaits(clerk, API + "/notices/" + notice, shown -> "COMPLETED".equals(shown.path("state")))
                .then()
                .body("clock.requiredDays", equalTo(7))
                .body("clock.countedDays", greaterThanOrEqualTo(7));
    }

    private void the_payment_is_cleared() {
        var granted = payment(FATHER)
                .body("outcome", equalTo("GRANTED"))
                .body("grounds", equalTo("ALL_CLEARED"))
                .body("reasons", equalTo(List.of()))
                .extract()
                .<String>path("id");
        system().get(API + "/clearances/" + granted).then().statusCode(200).body("state", equalTo("VALID"));
    }

    private void the_audit_trail_names_every_decision_and_is_sound() throws Exception {
        var decisions = Map.ofEntries(
                Map.entry("endorseDeclaration", declaration),
                Map.entry("enterDeclaration", declaration),
                Map.entry("endorseBeneficiaryBatch", batch),
                Map.entry("recordFinding", verification),
                Map.entry("signFinding", verification),
                Map.entry("publishNotice", notice));
        decisions.forEach((action, subject) -> given().auth()
                .oauth2(actors.token(Role.COUNTY_INSPECTOR, actors.county()))
                .queryParam("action", action)
                .queryParam("subjectId", subject)
                .get(API + "/audit-entries")
                .then()
                .statusCode(200)
                .body("items.action", hasItem(action)));
        try (var connection = database.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            assertThat(new AuditVerification(mac, data).verify(connection).faults())
                    .isEmpty();
            connection.rollback();
        }
    }

    /** Everything that stands against the payment to the father, and nothing else. */
    private void the_payment_system_hears(String... reasons) {
        payment(FATHER).body("outcome", equalTo("WITHHELD")).body("reasons.code", containsInAnyOrder(reasons));
    }

    private ValidatableResponse payment(int row) {
        return system().contentType("application/json")
                .body(Map.of("programmeId", programme, "subject", Map.of("batchId", batch, "rowNumber", row)))
                .post(API + "/clearances")
                .then()
                .statusCode(201);
    }

    private RequestSpecification system() {
        var token = given().auth()
                .preemptive()
                .basic(paymentSystem.getString("secret.clientId"), paymentSystem.getString("secret.clientSecret"))
                .formParam("grant_type", "client_credentials")
                .formParam("scope", "clearances:write clearances:read")
                .post("/oauth2/token")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("access_token");
        return write(given().auth().oauth2(token));
    }

    private RequestSpecification administrator() {
        return write(given().auth().oauth2(actors.token(Role.ADMIN, actors.county())));
    }

    private RequestSpecification as(Person person) {
        var token = tokens.computeIfAbsent(person, who -> given().contentType("application/json")
                .body(Map.of("phone", who.phone(), "password", PASSWORD))
                .post(API + "/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("accessToken"));
        return write(given().auth().oauth2(token));
    }

    private static RequestSpecification write(RequestSpecification request) {
        return request.header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** A decision on what the person sees at this moment. */
    private Response decide(Person person, String thing, String decision, Object body) {
        var seen = as(person).get(thing);
        var etag = seen.header("ETag");
        return as(person)
                .header("If-Match", etag == null ? "\"0\"" : etag)
                .contentType("application/json")
                .body(body)
                .put(thing + decision);
    }

    private Response awaits(Person person, String path, Predicate<Response> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = as(person).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            if (wanted.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as("%s: %s", path, answer.asString()).isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void time_passes(Duration time) {
        move(time);
        ahead = ahead.plus(time);
        tokens.clear();
    }

    private void move(Duration time) {
        given().queryParam("by", time.toString()).put(testClock).then().statusCode(200);
    }
}
