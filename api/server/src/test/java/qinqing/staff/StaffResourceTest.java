package qinqing.staff;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.kernel.IdNumber;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;

/** A6: one responsible leader and one clerk per unit, registered with Annex 4. People are invented. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class StaffResourceTest {
    private static final AtomicInteger NEXT = new AtomicInteger();

    @Inject
    Actors actors;

    @Inject
    DataSource database;

    @Inject
    BlindIndex index;

    UUID unit;
    String admin;
    Actor clerk;
    String clerkToken;
    String endorser;

    @BeforeEach
    void people() {
        unit = actors.unit("DEPARTMENT", "局");
        admin = actors.token(Role.ADMIN, actors.county());
        clerk = actors.person(Role.CLERK, unit, null);
        clerkToken = actors.token(clerk);
        endorser = actors.token(Role.ENDORSER, unit);
    }

    @Test
    void the_way_from_appointment_to_filing_A6_2() {
        var made = appoint(endorser, form());
        made.then()
                .statusCode(201)
                .body("state", equalTo("DRAFT"))
                .body("idNumberMasked", containsString("********"))
                .body("phoneMasked", equalTo("130****0000"));
        assertThat(made.asString()).doesNotContain("13000000000").doesNotContain("birthMonth");
        var path = made.header("Location");
        put(endorser, path + "/endorsement", "\"0\"", Map.of("decision", "APPROVE"))
                .then()
                .statusCode(409);
        put(clerkToken, path + "/pledge", "\"0\"", Map.of("accepted", true, "signedName", "别人"))
                .then()
                .statusCode(422);
        put(clerkToken, path + "/pledge", "\"0\"", Map.of("accepted", true, "signedName", "周明远"))
                .then()
                .statusCode(200)
                .body("state", equalTo("PLEDGED"))
                .body("pledge.text", containsString("保密纪律"));
        put(endorser, path + "/endorsement", "\"1\"", Map.of("decision", "APPROVE", "opinion", "同意"))
                .then()
                .statusCode(200)
                .body("state", equalTo("FILED"))
                .body("endorsement.decision", equalTo("APPROVE"));
        put(clerkToken, path, "\"2\"", with(form(), "resume", "2010年起在某局工作，2020年起任科长"))
                .then()
                .statusCode(200)
                .body("state", equalTo("PLEDGED"))
                .body("$", not(org.hamcrest.Matchers.hasKey("endorsement")));
    }

    @Test
    void what_is_missing_on_the_form_is_named_before_the_opinion_A6_3() {
        var path = appoint(endorser, brief()).header("Location");
        put(clerkToken, path + "/pledge", "\"0\"", Map.of("accepted", true, "signedName", "周明远"));
        put(endorser, path + "/endorsement", "\"1\"", Map.of("decision", "APPROVE"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/birthMonth", "/ethnicity", "/postAndDuties", "/resume"));
    }

    @Test
    void a_returned_form_goes_back_with_reasons() {
        var path = appoint(endorser, form()).header("Location");
        put(clerkToken, path + "/pledge", "\"0\"", Map.of("accepted", true, "signedName", "周明远"));
        put(endorser, path + "/endorsement", "\"1\"", Map.of("decision", "RETURN"))
                .then()
                .statusCode(422);
        put(endorser, path + "/endorsement", "\"1\"", Map.of("decision", "RETURN", "reasons", "简历不全"))
                .then()
                .statusCode(200)
                .body("state", equalTo("DRAFT"))
                .body("endorsement.reasons", equalTo("简历不全"));
    }

    @Test
    void a_second_clerk_of_the_unit_is_refused_A6_1() {
        appoint(endorser, form()).then().statusCode(201);
        appoint(endorser, with(brief(), "accountId", null)).then().statusCode(409);
        appoint(endorser, with(with(brief(), "accountId", null), "duty", "RESPONSIBLE_LEADER"))
                .then()
                .statusCode(201);
    }

    @Test
    void of_two_appointments_at_once_one_wins() {
        var calls = List.of(
                CompletableFuture.supplyAsync(() -> appoint(endorser, brief()).statusCode()),
                CompletableFuture.supplyAsync(() -> appoint(admin, brief()).statusCode()));
        assertThat(calls.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void a_new_clerk_follows_the_one_whose_appointment_ended() {
        var path = appoint(endorser, form()).header("Location");
        given().auth().oauth2(endorser).delete(path).then().statusCode(428);
        given().auth()
                .oauth2(endorser)
                .header("If-Match", "\"4\"")
                .delete(path)
                .then()
                .statusCode(412);
        given().auth()
                .oauth2(endorser)
                .header("If-Match", "\"0\"")
                .delete(path)
                .then()
                .statusCode(204);
        appoint(endorser, with(brief(), "accountId", null)).then().statusCode(201);
        given().auth()
                .oauth2(endorser)
                .get("/api/v1/units/" + unit + "/staff")
                .then()
                .statusCode(200)
                .body("items.state", contains("DRAFT", "ENDED"));
    }

    @Test
    void inspection_staff_are_neither_leader_nor_clerk_A6_1() throws Exception {
        appoint(endorser, with(form(), "inspectionStaff", true))
                .then()
                .statusCode(422)
                .body("errors.detail", hasItem(containsString("A6.1")));
        var inspector = actors.person(Role.INSPECTOR, unit, null);
        appoint(endorser, with(form(), "accountId", inspector.accountId().toString()))
                .then()
                .statusCode(422)
                .body("detail", containsString("A6.1"));
        var declared = idNumber();
        declareInspectionStaff(declared);
        appoint(endorser, with(form(), "idNumber", declared)).then().statusCode(422);
    }

    @Test
    void every_wrong_value_is_named() {
        var wrong = with(with(with(form(), "idNumber", "500102198503150001"), "phone", "123456"), "name", "张三3");
        appoint(endorser, wrong)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/name", "/idNumber", "/phone"));
        appoint(endorser, with(form(), "joinedWorkOn", "2999-01-01")).then().statusCode(422);
        appoint(endorser, with(form(), "birthMonth", "1985-13")).then().statusCode(400);
        appoint(endorser, with(form(), "accountId", UUID.randomUUID().toString()))
                .then()
                .statusCode(422);
    }

    @Test
    void a_foreign_unit_is_not_known() {
        var path = appoint(endorser, form()).header("Location");
        var other = actors.unit("DEPARTMENT", "别局");
        var stranger = actors.token(Role.ENDORSER, other);
        given().auth().oauth2(stranger).get(path).then().statusCode(404);
        given().auth()
                .oauth2(stranger)
                .get("/api/v1/units/" + unit + "/staff")
                .then()
                .statusCode(404);
        appoint(stranger, form()).then().statusCode(404);
        put(stranger, path, "\"0\"", form()).then().statusCode(404);
        var elsewhere = path.replace(unit.toString(), other.toString());
        given().auth().oauth2(stranger).get(elsewhere).then().statusCode(404);
        var colleague = actors.token(Role.CLERK, unit);
        put(colleague, path, "\"0\"", form()).then().statusCode(404);
        put(colleague, path + "/pledge", "\"0\"", Map.of("accepted", true, "signedName", "周明远"))
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(endorser)
                .get("/api/v1/units/" + UUID.randomUUID() + "/staff")
                .then()
                .statusCode(404);
    }

    @Test
    void a_change_needs_the_version_that_was_read() {
        var path = appoint(endorser, form()).header("Location");
        put(clerkToken, path, null, form()).then().statusCode(428);
        put(clerkToken, path, "\"7\"", form()).then().statusCode(412);
        var kept = new HashMap<>(form());
        kept.remove("idNumber");
        kept.remove("phone");
        put(clerkToken, path, "\"0\"", kept).then().statusCode(200).body("phoneMasked", equalTo("130****0000"));
    }

    @Test
    void nothing_personal_stands_in_clear_in_the_table() throws Exception {
        appoint(endorser, form());
        try (var connection = database.getConnection();
                var question = connection.prepareStatement("select s::text from staff s where unit_id = ?")) {
            question.setObject(1, unit);
            var rows = question.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain("13000000000").doesNotContain("土家族");
        }
    }

    @Test
    void a_photo_is_kept_without_what_the_phone_wrote_into_it() throws IOException {
        var path = appoint(endorser, form()).header("Location");
        var sent = photo("GPS 29.7,107.4");
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("GPS 29.7");
        upload(path, "\"0\"", sent).then().statusCode(200).body("photo", equalTo(true));
        var kept = given().auth().oauth2(clerkToken).get(path + "/photo");
        kept.then().statusCode(200).contentType("image/png");
        assertThat(new String(kept.asByteArray(), StandardCharsets.ISO_8859_1)).doesNotContain("GPS 29.7");
        assertThat(ImageIO.read(kept.asInputStream()).getWidth()).isEqualTo(30);
        upload(path, "\"1\"", "no picture".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(415);
        upload(path, "\"1\"", new byte[(2 << 20) + 1]).then().statusCode(413);
        upload(path, "\"1\"", java.util.Arrays.copyOf(sent, 60)).then().statusCode(422);
    }

    private Response upload(String path, String tag, byte[] content) {
        return given().auth()
                .oauth2(clerkToken)
                .header("If-Match", tag)
                .multiPart("photo", "照片.png", content, "image/png")
                .put(path + "/photo");
    }

    /** A PNG with a text chunk, as cameras write them, right after the header. */
    private static byte[] photo(String hidden) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(30, 40, BufferedImage.TYPE_INT_RGB), "png", out);
        var plain = out.toByteArray();
        int afterHeader = 8 + 25;
        var text = ("Comment\0" + hidden).getBytes(StandardCharsets.ISO_8859_1);
        var typed = new ByteArrayOutputStream();
        typed.writeBytes("tEXt".getBytes(StandardCharsets.US_ASCII));
        typed.writeBytes(text);
        var check = new java.util.zip.CRC32();
        check.update(typed.toByteArray());
        var all = new ByteArrayOutputStream();
        all.write(plain, 0, afterHeader);
        all.writeBytes(java.nio.ByteBuffer.allocate(4).putInt(text.length).array());
        all.writeBytes(typed.toByteArray());
        all.writeBytes(
                java.nio.ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
        all.write(plain, afterHeader, plain.length - afterHeader);
        return all.toByteArray();
    }

    private void declareInspectionStaff(String number) throws Exception {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post,
                                              inspection_staff, id_number_sealed, person_token, created_at)
                        values (?, '500102', ?, '吴某', '吴某', 'MALE', 'PARTY_MEMBER', 'SECTION_STAFF', '纪检干事', true,
                                ?, ?, now())
                        """)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, unit);
            insert.setBytes(3, new byte[] {1});
            insert.setBytes(4, index.token(IndexPurpose.PERSON, number));
            insert.executeUpdate();
        }
    }

    private Response appoint(String token, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/units/" + unit + "/staff");
    }

    private static Response put(String token, String path, @Nullable String tag, Map<String, ?> body) {
        var request = given().auth().oauth2(token).contentType(ContentType.JSON).body(body);
        return (tag == null ? request : request.header("If-Match", tag)).put(path);
    }

    private Map<String, Object> form() {
        var form = new HashMap<>(brief());
        form.put("birthMonth", "1985-03");
        form.put("ethnicity", "土家族");
        form.put("nativePlace", "重庆涪陵");
        form.put("joinedWorkOn", "2008-07-01");
        form.put("fullTimeEducation", Map.of("degree", "本科", "school", "某大学"));
        form.put("postAndDuties", "办公室科员");
        form.put("resume", "2008年起在某局工作");
        form.put("family", List.of(Map.of("appellation", "妻子", "name", "李某", "age", 38)));
        return form;
    }

    private Map<String, Object> brief() {
        return Map.of(
                "duty", "CLERK",
                "name", "周明远",
                "sex", "MALE",
                "accountId", clerk.accountId().toString(),
                "idNumber", idNumber(),
                "phone", "13000000000",
                "from", "2026-03-15",
                "inspectionStaff", false);
    }

    private static Map<String, Object> with(Map<String, Object> form, String field, @Nullable Object value) {
        var changed = new HashMap<>(form);
        if (value == null) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return changed;
    }

    /** An invented number of this county with a true check digit. */
    private static String idNumber() {
        return IdNumber.complete("50010219850315%03d".formatted(NEXT.incrementAndGet() % 1000))
                .value();
    }
}
