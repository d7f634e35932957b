package qinqing.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.IdNumber;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.SigningKey;
import qinqing.vault.SigningKeys;
import qinqing.vault.SigningPurpose;
import qinqing.vault.Suite;
import qinqing.vault.Vault;

/**
 * A county of five units with one thing of every kind in one of them, put into the database of a running server beside its API: the
 * way there has rights and deadlines of its own, which are not what is tried. Its people, invented, hold each role in each unit; their
 * tokens are made with the server's own key. Times and ids are of the run, nothing of it is kept.
 */
final class SmallCounty implements AutoCloseable {

    /** Where somebody sits, as seen from the unit that everything belongs to. */
    enum Seat {
        OWN,
        PARENT,
        SIBLING,
        CHILD,
        COUNTY
    }

    /** Somebody who calls: a role in a unit. */
    record Caller(String role, Seat seat) {
        @Override
        public String toString() {
            return role + " of " + seat;
        }
    }

    /** @param session id of the login session, of the client for a system */
    record Identity(
            UUID account,
            @Nullable UUID assignment,
            UUID unit,
            @Nullable UUID official,
            UUID session) {}

    static final List<String> STAFF = List.of("OFFICIAL", "CLERK", "ENDORSER", "VERIFIER", "INSPECTOR");
    static final List<String> SCOPES = List.of(
            "beneficiaries:write",
            "clearances:read",
            "clearances:write",
            "matching:query",
            "programmes:read",
            "programmes:write",
            "sites:write");

    /** Path parameters that something stands for. */
    static final Set<String> PARAMETERS = Set.of(
            "accountId",
            "batchId",
            "beneficiaryId",
            "clearanceId",
            "clientId",
            "declarationId",
            "displayId",
            "importId",
            "matchId",
            "noticeId",
            "notificationId",
            "number",
            "objectionId",
            "officialId",
            "postId",
            "programmeId",
            "promptId",
            "queryId",
            "referralId",
            "reliefId",
            "runId",
            "siteId",
            "staffId",
            "trackingNumber",
            "unitId",
            "verificationId",
            "year");

    private static final String OFFICIAL_NAME = "田守正";
    private static final String RELATIVE_NAME = "郑开来";
    private static final String STAFF_NAME = "韦大年";

    private static final String COUNTY_CODE = "500102";
    private static final String ISSUER = "qinqing";
    static final String AUDIENCE = "qinqing-api";
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final Connection database;
    private final Vault vault;
    private final BlindIndex index;
    private final SigningKey key;
    private final Map<Seat, UUID> units = new TreeMap<>();
    private final Map<String, String> things = new TreeMap<>();
    private final Map<Caller, Identity> people = new LinkedHashMap<>();
    private int phones;

    SmallCounty(Path data) throws IOException, SQLException {
        var keys = LocalKeyFile.open(data.resolve("keys"), Suite.AES_256_GCM, Clock.systemUTC(), false);
        this.vault = new Vault(keys, Suite.AES_256_GCM);
        this.index = new BlindIndex(keys);
        this.key = new SigningKeys(keys, SigningPurpose.ACCESS_TOKEN).current();
        this.database = connect(data);
        build();
    }

    /** Values of the class PERSONAL. */
    static List<String> personal() {
        return List.of(OFFICIAL_NAME, RELATIVE_NAME, STAFF_NAME);
    }

    /** Values of the class PERSONAL_SECRET. */
    List<String> secret() {
        return secret;
    }

    /** As the owner of the tables; it too has to say that it speaks for the house. */
    static Connection connect(Path data) throws IOException, SQLException {
        var port = Files.readAllLines(data.resolve("postgresql/postmaster.pid"))
                .get(3)
                .strip();
        var password = Files.readString(data.resolve("postgresql.password")).strip();
        var connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/qinqing", "qinqing", password);
        try (var statement = connection.createStatement()) {
            statement.execute("set qinqing.tenant = 'HOUSE::::'");
        }
        return connection;
    }

    SigningKey key() {
        return key;
    }

    UUID unit(Seat seat) {
        return Objects.requireNonNull(units.get(seat));
    }

    /** By the name of the path parameter that names it. */
    Map<String, String> things() {
        return things;
    }

    List<Caller> callers() {
        return List.copyOf(people.keySet());
    }

    Identity identity(Caller caller) {
        return Objects.requireNonNull(people.get(caller));
    }

    // tokens ----------------------------------------------------------------------------------------------------------

    String token(Caller caller) {
        return token(caller, AUDIENCE, Instant.now());
    }

    String token(Caller caller, String audience, Instant issuedAt) {
        return sign(header(), claims(caller, audience, issuedAt));
    }

    String header() {
        return "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + key.kid() + "\"}";
    }

    String claims(Caller caller, String audience, Instant issuedAt) {
        var who = identity(caller);
        var claims =
                new StringBuilder("{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + audience + "\",\"sub\":\"" + who.account()
                        + "\",\"iat\":" + issuedAt.getEpochSecond() + ",\"exp\":"
                        + issuedAt.plus(LIFE).getEpochSecond() + ",\"jti\":\"" + UUID.randomUUID() + "\",\"sid\":\""
                        + who.session()
                        + "\",\"role\":\"" + caller.role() + "\",\"unit\":\"" + who.unit() + "\"");
        if (who.assignment() != null) {
            claims.append(",\"assignment\":\"" + who.assignment() + "\"");
        }
        if (who.official() != null) {
            claims.append(",\"official\":\"" + who.official() + "\"");
        }
        if (caller.role().equals("SYSTEM")) {
            claims.append(",\"scope\":\"" + String.join(" ", SCOPES) + "\"");
        }
        return claims.append('}').toString();
    }

    /** With the server's own key. */
    String sign(String header, String claims) {
        var body = base64(header) + "." + base64(claims);
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.privateKey());
            signature.update(body.getBytes(StandardCharsets.US_ASCII));
            return body + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    // people ----------------------------------------------------------------------------------------------------------

    private void build() throws SQLException {
        units.put(Seat.COUNTY, (UUID) ask("select id from unit where kind = 'COUNTY'"));
        units.put(Seat.PARENT, addUnit("TOWNSHIP", "新妙镇", Seat.COUNTY));
        units.put(Seat.OWN, addUnit("VILLAGE", "两桂村", Seat.PARENT));
        units.put(Seat.SIBLING, addUnit("VILLAGE", "三星村", Seat.PARENT));
        units.put(Seat.CHILD, addUnit("GROUP", "第三村民小组", Seat.OWN));
        for (var seat : List.of(Seat.OWN, Seat.PARENT, Seat.SIBLING, Seat.CHILD)) {
            for (var role : STAFF) {
                person(role, seat, official(seat, role.equals("ENDORSER") ? "PARTY_HEAD" : "SECTION_STAFF"));
            }
            client(seat);
        }
        person("COUNTY_INSPECTOR", Seat.COUNTY, null);
        person("ADMIN", Seat.COUNTY, null);
        person("CITIZEN", Seat.COUNTY, null);
        plant();
    }

    private UUID addUnit(String kind, String name, Seat parent) throws SQLException {
        var id = UUID.randomUUID();
        run("""
                insert into unit (id, county_code, parent_id, ancestors, kind, name, inspection_hotline, unit_hotline, created_at)
                select ?, county_code, id, ancestors || ?::uuid, ?, ?, '023-72220000', '023-72221234', now() from unit where id = ?
                """, id, id, kind, name, unit(parent));
        return id;
    }

    private UUID official(Seat seat, String rank) throws SQLException {
        var number = idNumber();
        var id = UUID.randomUUID();
        return insert(
                "official",
                values("id", id, "unit_id", unit(seat), "name", OFFICIAL_NAME, "name_key", OFFICIAL_NAME, "sex", "MALE")
                        .with("political_status", "PARTY_MEMBER")
                        .with("rank", rank)
                        .with("post", "干部")
                        .with("id_number_sealed", vault.seal(FieldKind.ID_NUMBER, number.value(), id))
                        .with("person_token", index.token(IndexPurpose.PERSON, number.value())));
    }

    private void person(String role, Seat seat, @Nullable UUID official) throws SQLException {
        var account = UUID.randomUUID();
        var phone = "1770000%04d".formatted(++phones);
        secret.add(phone);
        insert(
                "account",
                values(
                                "id",
                                account,
                                "display_name",
                                "测试人员",
                                "status",
                                "ACTIVE",
                                "password_hash",
                                "none",
                                "official_id",
                                official)
                        .with("phone_token", index.token(IndexPurpose.PHONE, phone))
                        .with("phone_sealed", vault.seal(FieldKind.PHONE, phone, account)));
        var assignment = insert(
                "assignment",
                values("account_id", account, "role", role, "unit_id", unit(seat))
                        .with("from_day", LocalDate.of(2020, 1, 1)));
        var identity = new Identity(account, assignment, unit(seat), official, UUID.randomUUID());
        people.put(new Caller(role, seat), identity);
        session(identity, identity.session());
    }

    /** One more login of somebody, to be ended. */
    Identity inNewSession(Caller caller) throws SQLException {
        var known = identity(caller);
        var session = UUID.randomUUID();
        if (known.assignment() == null) {
            return known;
        }
        session(known, session);
        return new Identity(known.account(), known.assignment(), known.unit(), known.official(), session);
    }

    private void session(Identity who, UUID session) throws SQLException {
        insert(
                "login_session",
                values(
                                "id",
                                session,
                                "account_id",
                                who.account(),
                                "assignment_id",
                                who.assignment(),
                                "family_hash",
                                new byte[32])
                        .with("present_hash", new byte[32])
                        .with(
                                "expires_at",
                                OffsetDateTime.now(Clock.systemUTC()).plusDays(30)));
    }

    private void client(Seat seat) throws SQLException {
        var id = UUID.randomUUID();
        run("""
                insert into api_client (id, county_code, name, unit_id, secret_hash, scopes, allowed_networks, site_ids, status, created_at)
                values (?, ?, ?, ?, ?, string_to_array(?, ' '), '{}', array[gen_random_uuid()], 'ACTIVE', now())
                """, id, COUNTY_CODE, "测试系统" + seat, unit(seat), new byte[32], String.join(" ", SCOPES));
        people.put(new Caller("SYSTEM", seat), new Identity(id, null, unit(seat), null, id));
    }

    // things ----------------------------------------------------------------------------------------------------------

    /** One of everything, of the unit in the middle. */
    private void plant() throws SQLException {
        var unit = unit(Seat.OWN);
        var declarant = identity(new Caller("OFFICIAL", Seat.OWN));
        var clerk = identity(new Caller("CLERK", Seat.OWN));
        var signer = identity(new Caller("ENDORSER", Seat.OWN));
        var verifier = identity(new Caller("VERIFIER", Seat.OWN));
        var system = identity(new Caller("SYSTEM", Seat.OWN));
        var now = OffsetDateTime.now(Clock.systemUTC());
        thing("unitId", unit);
        thing("accountId", identity(new Caller("CITIZEN", Seat.COUNTY)).account());
        thing("clientId", identity(new Caller("SYSTEM", Seat.CHILD)).account());
        thing("officialId", Objects.requireNonNull(declarant.official()));
        thing("year", "2026");
        prompt(unit, Objects.requireNonNull(declarant.official()));
        thing(
                "notificationId",
                insert(
                        "notification",
                        values(
                                "account_id",
                                declarant.account(),
                                "kind",
                                "OTHER",
                                "title_zh",
                                "提醒",
                                "title_en",
                                "Reminder")));
        thing("postId", insert("post", values("unit_id", unit, "name", "民政办主任")));
        var staff = UUID.randomUUID();
        thing(
                "staffId",
                insert(
                        "staff",
                        values(
                                        "id",
                                        staff,
                                        "unit_id",
                                        unit,
                                        "duty",
                                        "CLERK",
                                        "account_id",
                                        clerk.account(),
                                        "name",
                                        "冉启芳")
                                .with("person_token", index.token(IndexPurpose.PERSON, "staff"))
                                .with("content_sealed", vault.seal(FieldKind.DOCUMENT, "{}", staff))
                                .with(
                                        "photo_sealed",
                                        vault.seal(FieldKind.DOCUMENT, new byte[] {1, 2, 3}, Vault.context(staff)))
                                .with("photo_type", "image/png")
                                .with("from_day", LocalDate.of(2026, 1, 1))));
        thing("siteId", insert("site", values("unit_id", unit, "kind", "ONLINE", "name", "政务公开栏")));
        run("update api_client set site_ids = array[?::uuid] where id = ?", uuid("siteId"), system.account());
        var declaration = UUID.randomUUID();
        thing(
                "declarationId",
                insert(
                        "declaration",
                        values(
                                        "id",
                                        declaration,
                                        "official_id",
                                        declarant.official(),
                                        "unit_id",
                                        unit,
                                        "number",
                                        1,
                                        "status",
                                        "SUBMITTED")
                                .with(
                                        "content_sealed",
                                        vault.seal(
                                                FieldKind.DOCUMENT,
                                                "{\"declarant\":{\"postTitle\":\"干部\"},\"pledge\":{\"text\":\"承诺\",\"signedName\":\"承诺人\"}}",
                                                declaration))
                                .with("submitted_at", now)
                                .with("pledged_at", now)
                                .with("signer_id", signer.official())
                                .with("signing_rule", "PARTY_HEAD_SIGNS")));
        var relative = UUID.randomUUID();
        insert(
                "relative",
                values(
                                "id",
                                relative,
                                "unit_id",
                                unit,
                                "declaration_id",
                                declaration,
                                "official_id",
                                declarant.official(),
                                "position",
                                1)
                        .with("kinship", "OWN_PARENT")
                        .with("name", RELATIVE_NAME)
                        .with("name_key", RELATIVE_NAME)
                        .with("sex", "MALE")
                        .with("id_absent_reason", "UNKNOWN_TO_DECLARANT"));
        thing(
                "programmeId",
                insert(
                        "programme",
                        values("unit_id", unit, "name", "农村危房改造补助", "kind", "FUND", "created_by", system.account())
                                .with("starts_on", LocalDate.of(2026, 3, 1))
                                .with("code", "P-1")));
        thing(
                "batchId",
                insert(
                        "beneficiary_batch",
                        values(
                                        "unit_id",
                                        unit,
                                        "programme_id",
                                        uuid("programmeId"),
                                        "file_name",
                                        "名单.csv",
                                        "file_format",
                                        "CSV")
                                .with("content_digest", sha("batch"))
                                .with("status", "IMPORTED")
                                .with("created_by", clerk.account())));
        insert(
                "job",
                values(
                                "id",
                                uuid("batchId"),
                                "kind",
                                "benefit.import",
                                "state",
                                "SUCCEEDED",
                                "requested_by",
                                clerk.assignment(),
                                "unit_id",
                                unit)
                        .with("attempt", 1)
                        .with("started_at", now)
                        .with("finished_at", now)
                        .with("queued_at", now));
        run("update beneficiary_batch set job_id = id where id = ?", uuid("batchId"));
        var beneficiary = UUID.randomUUID();
        var number = idNumber();
        thing(
                "beneficiaryId",
                insert(
                        "beneficiary",
                        values(
                                        "id",
                                        beneficiary,
                                        "unit_id",
                                        unit,
                                        "programme_id",
                                        uuid("programmeId"),
                                        "batch_id",
                                        uuid("batchId"),
                                        "row_number",
                                        1)
                                .with("role", "NATURAL_PERSON")
                                .with("name", RELATIVE_NAME)
                                .with("name_key", RELATIVE_NAME)
                                .with("id_state", "VALID")
                                .with("id_number_sealed", vault.seal(FieldKind.ID_NUMBER, number.value(), beneficiary))
                                .with("person_token", index.token(IndexPurpose.PERSON, number.value()))));
        thing(
                "importId",
                insert(
                        "import_run",
                        values(
                                "unit_id",
                                unit,
                                "kind",
                                "OFFICIALS",
                                "file_name",
                                "名册.csv",
                                "upload_id",
                                UUID.randomUUID(),
                                "created_by",
                                clerk.account())));
        insert(
                "job",
                values(
                                "id",
                                uuid("importId"),
                                "kind",
                                "disclosure.import-officials",
                                "state",
                                "SUCCEEDED",
                                "requested_by",
                                clerk.assignment(),
                                "unit_id",
                                unit)
                        .with("attempt", 1)
                        .with("started_at", now)
                        .with("finished_at", now)
                        .with("queued_at", now));
        thing(
                "runId",
                insert(
                        "matching_run",
                        values("unit_id", unit, "scope", "UNIT", "subject_id", unit, "trigger", "REQUEST")));
        insert(
                "job",
                values(
                                "id",
                                uuid("runId"),
                                "kind",
                                "matching.run",
                                "state",
                                "SUCCEEDED",
                                "requested_by",
                                clerk.assignment(),
                                "unit_id",
                                unit)
                        .with("attempt", 1)
                        .with("started_at", now)
                        .with("finished_at", now)
                        .with("queued_at", now));
        thing(
                "matchId",
                insert(
                        "match",
                        values(
                                        "unit_id",
                                        unit,
                                        "source",
                                        "DECLARED",
                                        "beneficiary_id",
                                        beneficiary,
                                        "relative_id",
                                        relative,
                                        "official_id",
                                        declarant.official())
                                .with("official_unit_id", unit)
                                .with("programme_id", uuid("programmeId"))
                                .with("relative_name_key", RELATIVE_NAME)
                                .with("kinship", "OWN_PARENT")
                                .with("band", "CERTAIN")
                                .with("probability", 0.99)
                                .with("evidence", "[]")
                                .with("sentence", "公民身份号码一致")
                                .with("own_sphere", false)
                                .with("copied_at", now)
                                .with("seen_at", now)));
        thing(
                "verificationId",
                insert(
                        "verification",
                        values(
                                        "unit_id",
                                        unit,
                                        "match_id",
                                        uuid("matchId"),
                                        "owner_id",
                                        verifier.assignment(),
                                        "cause",
                                        "HIT",
                                        "status",
                                        "OPEN")
                                .with("due_on", LocalDate.now(Clock.systemUTC()).plusDays(20))
                                .with("due_because", "二十日内")));
        thing(
                "referralId",
                insert(
                        "referred_relative",
                        values(
                                        "unit_id",
                                        unit,
                                        "official_id",
                                        declarant.official(),
                                        "beneficiary_id",
                                        beneficiary,
                                        "name",
                                        "李某",
                                        "relation",
                                        "表兄")
                                .with("reason", "群众反映")));
        thing(
                "queryId",
                insert(
                        "matching_query",
                        values(
                                        "unit_id",
                                        unit,
                                        "asked_by",
                                        verifier.account(),
                                        "purpose",
                                        "VERIFICATION",
                                        "persons",
                                        1,
                                        "answers",
                                        "[]")
                                .with("person_tokens", new byte[][] {index.token(IndexPurpose.PERSON, "asked")})
                                .with("asked_at", now)));
        thing("number", "500102-2026-9001");
        thing(
                "noticeId",
                insert(
                        "notice",
                        values(
                                        "number",
                                        "500102-2026-9001",
                                        "unit_id",
                                        unit,
                                        "form",
                                        "SINGLE",
                                        "benefit_kind",
                                        "FUND",
                                        "status",
                                        "DISPLAYED")
                                .with("title", "公示")
                                .with("required_days", 7)
                                .with("inspection_hotline", "023-1")
                                .with("unit_hotline", "023-2")
                                .with("published_at", now)
                                .with("content_digest", new byte[32])
                                .with("edition_at", now)
                                .with("created_by", clerk.account())
                                .with("changed_at", now)));
        insert(
                "notice_row",
                values(
                                "unit_id",
                                unit,
                                "notice_id",
                                uuid("noticeId"),
                                "position",
                                1,
                                "match_id",
                                uuid("matchId"),
                                "verification_id",
                                uuid("verificationId"))
                        .with("beneficiary_role", "NATURAL_PERSON")
                        .with("beneficiary_name", RELATIVE_NAME)
                        .with("programme_name", "补助")
                        .with("place", "两桂村")
                        .with("official_name", OFFICIAL_NAME)
                        .with("official_post", "干部")
                        .with("kinship_title", "父亲"));
        var board = insert(
                "notice_site",
                values("unit_id", unit, "notice_id", uuid("noticeId"), "site_id", uuid("siteId"))
                        .with("reasons", new String[] {"OFFICIAL_UNIT"}));
        var photo = UUID.randomUUID();
        insert(
                "display_photo",
                values("id", photo, "unit_id", unit, "media_type", "image/png")
                        .with(
                                "content_sealed",
                                vault.seal(FieldKind.DOCUMENT, new byte[] {1, 2, 3}, Vault.context(photo))));
        thing(
                "displayId",
                insert(
                        "notice_display",
                        values(
                                "notice_site_id",
                                board,
                                "edition",
                                1,
                                "up_at",
                                now,
                                "confirmed_by",
                                clerk.account(),
                                "photo_id",
                                photo)));
        var objection = UUID.randomUUID();
        thing("trackingNumber", "YY-90001");
        thing(
                "objectionId",
                insert(
                        "objection",
                        values(
                                        "id",
                                        objection,
                                        "unit_id",
                                        unit,
                                        "notice_id",
                                        uuid("noticeId"),
                                        "tracking_number",
                                        "YY-90001",
                                        "secret_hash",
                                        new byte[32])
                                .with("text_sealed", vault.seal(FieldKind.DOCUMENT, "所示面积与实际不符", objection))
                                .with("status", "RECEIVED")
                                .with(
                                        "screen_due_on",
                                        LocalDate.now(Clock.systemUTC()).plusDays(3))
                                .with("screen_because", "三个工作日内")
                                .with("created_on", LocalDate.now(Clock.systemUTC()))));
        thing(
                "clearanceId",
                insert(
                        "clearance",
                        values(
                                        "unit_id",
                                        unit,
                                        "asked_by",
                                        system.account(),
                                        "programme_id",
                                        uuid("programmeId"),
                                        "subject_key",
                                        "x")
                                .with("outcome", "GRANTED")
                                .with("grounds", "EMERGENCY_RELIEF")
                                .with("reasons", "[]")
                                .with("asked_at", now)
                                .with("lapses_at", now.plusDays(9))));
        thing(
                "reliefId",
                insert(
                        "emergency_relief",
                        values(
                                        "unit_id",
                                        unit,
                                        "number",
                                        "JJ-2026-9001",
                                        "programme_id",
                                        uuid("programmeId"),
                                        "clearance_id",
                                        uuid("clearanceId"))
                                .with("authority", "区政府")
                                .with("reason", "火灾")
                                .with("decided_on", LocalDate.of(2026, 3, 2))
                                .with("settle_due_on", LocalDate.of(2026, 12, 31))
                                .with("settle_because", "二十日内")
                                .with("created_by", signer.account())));
    }

    /** A question that the inspection body sees too, where the county infers missing relatives. */
    private void prompt(UUID unit, UUID official) throws SQLException {
        var id = UUID.randomUUID();
        thing("promptId", id);
        if (Boolean.TRUE.equals(ask("select to_regclass('public.relative_prompt') is not null"))) {
            run(
                    """
                    insert into relative_prompt (id, county_code, unit_id, official_id, person_token, name, bases, probability, asked_on,
                                                 visible_on)
                    values (?, ?, ?, ?, ?, ?, ?, 0.9, date '2026-01-01', date '2026-02-01')
                    """,
                    id,
                    COUNTY_CODE,
                    unit,
                    official,
                    index.token(IndexPurpose.PERSON, "prompt"),
                    RELATIVE_NAME,
                    new String[] {"RECIPROCAL"});
        }
    }

    private void thing(String parameter, Object value) {
        if (!PARAMETERS.contains(parameter)) {
            throw new IllegalArgumentException(parameter + " is not among the parameters");
        }
        things.put(parameter, String.valueOf(value));
    }

    UUID uuid(String parameter) {
        return UUID.fromString(Objects.requireNonNull(things.get(parameter)));
    }

    // rows ------------------------------------------------------------------------------------------------------------

    /** Columns and their values, in the order they were named. */
    private static final class Values {
        private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

        Values with(String column, @Nullable Object value) {
            columns.put(column, value);
            return this;
        }
    }

    private static Values values(@Nullable Object... pairs) {
        var values = new Values();
        for (int i = 0; i < pairs.length; i += 2) {
            values.with(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return values;
    }

    /** Adds id, county and moment where the table insists on them. */
    private UUID insert(String table, Values given) throws SQLException {
        given.columns.putIfAbsent("id", UUID.randomUUID());
        try (var question = database.prepareStatement("""
                select column_name, data_type from information_schema.columns
                where table_schema = 'public' and table_name = ? and is_nullable = 'NO' and column_default is null""")) {
            question.setString(1, table);
            try (var columns = question.executeQuery()) {
                while (columns.next()) {
                    var name = columns.getString(1);
                    if (name.equals("county_code")) {
                        given.columns.putIfAbsent(name, COUNTY_CODE);
                    } else if (columns.getString(2).startsWith("timestamp")) {
                        given.columns.putIfAbsent(name, OffsetDateTime.now(Clock.systemUTC()));
                    }
                }
            }
        }
        var marks = given.columns.keySet().stream()
                .map(column -> List.of("evidence", "reasons", "answers").contains(column)
                                && given.columns.get(column) instanceof String text
                                && text.startsWith("[")
                        ? "cast(? as jsonb)"
                        : "?")
                .collect(Collectors.joining(", "));
        run(
                "insert into " + table + " (" + String.join(", ", given.columns.keySet()) + ") values (" + marks + ")",
                given.columns.values().toArray());
        return (UUID) Objects.requireNonNull(given.columns.get("id"));
    }

    void run(String sql, @Nullable Object... values) throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(
                        i + 1,
                        switch (values[i]) {
                            case byte[][] tokens -> database.createArrayOf("bytea", tokens);
                            case String[] words -> database.createArrayOf("text", words);
                            case null, default -> values[i];
                        });
            }
            statement.executeUpdate();
        }
    }

    Object ask(String question) throws SQLException {
        try (var statement = database.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getObject(1);
        }
    }

    /** What lies in every table that a refused call must not touch. */
    Map<String, String> fingerprint() throws SQLException {
        var tables = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                        select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                            and relname not in ('audit_entry', 'audit_link', 'audit_unsealed', 'recurring_tasks', 'scheduled_tasks',
                                'flyway_schema_history', 'job', 'login_failure', 'sent_code')""")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        var prints = new TreeMap<String, String>();
        for (var table : tables) {
            prints.put(
                    table,
                    String.valueOf(ask(
                            "select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from "
                                    + table + " t")));
        }
        return prints;
    }

    private static byte[] sha(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((text + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int numbers;
    private final List<String> secret = new ArrayList<>();

    /** A number with its check digit, of nobody. */
    private IdNumber idNumber() {
        var number = IdNumber.complete("50010219500101%03d".formatted(++numbers));
        secret.add(number.value());
        return number;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
