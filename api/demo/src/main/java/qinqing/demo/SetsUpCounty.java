package qinqing.demo;

import static qinqing.demo.Scene.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import qinqing.kernel.IdNumber;

/** The administrator's first day: units, boards, the register of officials, accounts, staff, programmes. */
final class SetsUpCounty {

    static final String REGISTRAR_PHONE = "19900000001";
    private static final String FIRST_DAY = "2025-01-01";

    private final Scene scene;

    SetsUpCounty(Scene scene) {
        this.scene = scene;
    }

    void run(String oneTimePassword) throws Exception {
        changePassword(oneTimePassword);
        settle();
        importUnits();
        hangBoards();
        registerOfficials();
        openAccounts();
        appointStaff();
        createProgrammes();
    }

    private void changePassword(String oneTimePassword) {
        var anyone = scene.cast.citizen();
        var session = anyone.post("/sessions", Map.of("phone", Cast.ADMIN_PHONE, "password", oneTimePassword))
                .body();
        anyone.as(session.required("accessToken").asText())
                .put("/me/password", Map.of("currentPassword", oneTimePassword, "newPassword", Cast.PASSWORD), null);
        scene.unitIds.put(
                Gazetteer.COUNTY,
                session.required("assignment").required("unitId").asText());
    }

    /** What the county leaves to itself (A24): its web board reports twice a day. */
    private void settle() {
        var admin = scene.admin();
        admin.put(
                "/county-settings",
                Map.of("items", List.of(Map.of("key", "site.heartbeat-minutes", "value", "1440"))),
                admin.get("/county-settings").etag());
    }

    private void importUnits() throws IOException {
        try (var step = scene.progress.start("单位 units", scene.county.units().size())) {
            var list =
                    scene.write("单位名单.xlsx", out -> scene.county.officeFiles().writeUnits(out));
            scene.admin().upload("/unit-imports", Map.of("source", "FILE"), list, "单位名单.xlsx");
            var known = scene.cast.citizen().items("/units?limit=200");
            var byPlace = new HashMap<String, String>();
            known.forEach(unit -> byPlace.put(
                    unit.path("parentId").asText() + unit.path("name").asText(), id(unit)));
            for (var unit : scene.county.units()) {
                if (unit.parentCode() != null) {
                    var found = byPlace.get(scene.unitId(unit.parentCode()) + unit.name());
                    scene.unitIds.put(unit.code(), Objects.requireNonNull(found, unit.name()));
                }
                step.advance();
            }
            scene.tally.add("单位 units", scene.unitIds.size(), "附件1及涪陵区乡镇、村、组", step.seconds());
        }
    }

    /** Every unit has a board: an official works there or a relative lives there (A10.3–A10.5). */
    private void hangBoards() throws Exception {
        try (var step = scene.progress.start("公示栏 boards", scene.county.units().size())) {
            var admin = scene.admin();
            AtOnce.each(scene.county.units(), unit -> {
                var unitId = scene.unitId(unit.code());
                var board = admin.post(
                        "/sites",
                        Map.of(
                                "unitId",
                                unitId,
                                "name",
                                unit.name() + (unit.isPlaceBelowTownship() ? "村务公开栏" : "政务公开栏"),
                                "kind",
                                "PHYSICAL",
                                "place",
                                unit.name() + "办公楼外"));
                scene.boardUnits.put(id(board.body()), unit.code());
                step.advance();
            });
            var web = Map.of(
                    "unitId",
                    scene.countyId(),
                    "name",
                    "涪陵区党务公开网",
                    "kind",
                    "ONLINE",
                    "url",
                    scene.server.address().toString());
            scene.webBoard = id(admin.post("/sites", web).body());
            scene.tally.add("公示栏 boards", scene.boardUnits.size() + 1L, "其中网上 1 处", step.seconds());
        }
    }

    /** The county's list of officials, each with the leader who will sign (A5). */
    private void registerOfficials() throws Exception {
        var clerk = registrar();
        var officials = scene.county.officials();
        try (var step = scene.progress.start("干部名册 officials", officials.size())) {
            var list =
                    scene.write("干部名册.xlsx", out -> scene.county.officeFiles().writeOfficials(out));
            scene.importList(clerk, "/official-imports", list, step);
            var ids = new HashMap<String, String>();
            for (var known : clerk.items("/officials?limit=200")) {
                ids.put(
                        known.required("name").asText()
                                + known.required("idNumberMasked").asText()
                                + known.required("unitId").asText(),
                        id(known));
            }
            for (var official : officials) {
                var masked = new IdNumber(official.person().idNumber()).toString();
                scene.officialIds.put(
                        official.number(),
                        Scene.known(
                                ids,
                                official.person().name()
                                        + masked
                                        + scene.unitId(official.unit().code())));
            }
            scene.tally.add("干部名册 officials", scene.officialIds.size(), "", step.seconds());
        }
    }

    /** Registers everybody; sits in the county's organisation department. */
    private Api registrar() {
        var registrar = scene.admin()
                .post(
                        "/accounts",
                        Map.of(
                                "name",
                                "组织部登记员",
                                "phone",
                                REGISTRAR_PHONE,
                                "assignments",
                                List.of(Map.of("role", "CLERK", "unitId", scene.countyId(), "from", FIRST_DAY))))
                .body();
        scene.cast.invite(
                REGISTRAR_PHONE,
                registrar.required("invitation").required("code").asText());
        return scene.cast.as(REGISTRAR_PHONE, "CLERK", scene.countyId());
    }

    /** One table for everybody; the one-time codes come back in another. */
    private void openAccounts() throws Exception {
        var admin = scene.admin();
        try (var step =
                scene.progress.start("账号 accounts", scene.county.accounts().size())) {
            var list = scene.write("账号.xlsx", out -> scene.county.officeFiles().writeAccounts(out));
            var done = scene.importList(admin, "/account-imports", list, step);
            var codes = Workbook.rows(admin.bytes("/imports/" + id(done) + "/invitation-codes"));
            for (var row : codes.subList(1, codes.size())) {
                scene.cast.invite(row.get(1), row.get(3));
            }
            scene.tally.add("账号 accounts", codes.size() - 1L, "一次性邀请码", step.seconds());
        }
    }

    /**
     * Each unit's responsible leader and clerk: the head of the party organisation names them with the registration form, they sign
     * the confidentiality pledge, the party organisation gives its opinion (A6.1–A6.4).
     */
    private void appointStaff() throws Exception {
        var desks = scene.county.units().stream()
                .filter(unit -> scene.holders("CLERK", unit.code()).findAny().isPresent())
                .toList();
        var appointed = new AtomicInteger();
        try (var step = scene.progress.start("责任领导、工作人员 staff", desks.size() * 2L)) {
            AtOnce.each(desks, unit -> {
                var leader = scene.holders("ENDORSER", unit.code())
                        .filter(account -> !official(account).isInspectionStaff() && !inspects(account))
                        .filter(account -> official(account).duties().contains("责任领导"))
                        .findFirst();
                if (leader.isPresent()) {
                    appoint(unit, leader.get(), "RESPONSIBLE_LEADER");
                    step.to(appointed.incrementAndGet());
                }
                appoint(unit, scene.holders("CLERK", unit.code()).findFirst().orElseThrow(), "CLERK");
                step.to(appointed.incrementAndGet());
            });
            scene.tally.add("责任领导和工作人员 staff", appointed.get(), "登记表、保密承诺书、党组织意见", step.seconds());
        }
    }

    /** The inspection body's own leaders inspect the county, so none of them keeps its declarations (A6.1). */
    private boolean inspects(SyntheticAccount account) {
        return scene.accountsOf(account.official()).stream()
                .anyMatch(held -> held.role().endsWith("INSPECTOR"));
    }

    private void appoint(SyntheticUnit unit, SyntheticAccount account, String duty) {
        var head = scene.as(scene.holders("ENDORSER", unit.code())
                .filter(one -> official(one).rank() == Rank.PARTY_HEAD)
                .findFirst()
                .orElseThrow());
        var person = scene.as(account);
        var staff = "/units/" + scene.unitId(unit.code()) + "/staff";
        var named = head.post(
                        staff,
                        annex4(
                                account,
                                duty,
                                person.get("/me").body().required("accountId").asText()))
                .body();
        var form = staff + "/" + id(named);
        var pledged = person.put(
                form + "/pledge",
                Map.of("accepted", true, "signedName", account.name()),
                head.get(form).etag());
        head.put(form + "/endorsement", Map.of("decision", "APPROVE", "opinion", "经研究，同意由该同志承担。"), pledged.etag());
    }

    private Map<String, Object> annex4(SyntheticAccount account, String duty, String accountId) {
        var official = official(account);
        var person = official.person();
        return Map.ofEntries(
                Map.entry("duty", duty),
                Map.entry("accountId", accountId),
                Map.entry("name", person.name()),
                Map.entry("sex", person.sex().name()),
                Map.entry("birthMonth", person.birth().toString().substring(0, 7)),
                Map.entry("ethnicity", "汉族"),
                Map.entry("idNumber", person.idNumber()),
                Map.entry("phone", person.phone()),
                Map.entry("from", FIRST_DAY),
                Map.entry("postAndDuties", official.post() + "，" + official.duties()),
                Map.entry("resume", "参加工作以来在" + official.unit().name() + "工作，现任" + official.post() + "。"),
                Map.entry("inspectionStaff", official.isInspectionStaff()));
    }

    private SyntheticOfficial official(SyntheticAccount account) {
        return scene.county.officials().get(account.official());
    }

    private void createProgrammes() throws Exception {
        try (var step = scene.progress.start(
                "资金和项目 programmes", scene.county.programmes().size())) {
            AtOnce.each(scene.county.programmes(), programme -> {
                var answer = scene.of("CLERK", programme.approvingUnit()).post("/programmes", body(programme));
                scene.programmeIds.put(programme.code(), id(answer.body()));
                step.advance();
            });
            scene.tally.add("资金和项目 programmes", scene.programmeIds.size(), "", step.seconds());
        }
    }

    private Map<String, Object> body(SyntheticProgramme programme) {
        var body = new LinkedHashMap<String, Object>();
        body.put("code", programme.code());
        body.put("name", programme.name());
        body.put("kind", programme.kind().name());
        body.put("universal", programme.universal());
        body.put("approvingUnitId", scene.unitId(programme.approvingUnit()));
        body.put("placeUnitId", scene.unitId(programme.divisionCode()));
        body.put("startsOn", programme.startsOn().toString());
        body.put("endsOn", programme.endsOn().toString());
        body.put("lateEntryReason", "系统启用前已实施，补录");
        return body;
    }

    /** For whoever polls a job. */
    static boolean isOver(JsonNode job) {
        return switch (job.required("state").asText()) {
            case "QUEUED", "RUNNING", "RECEIVED", "IMPORTING" -> false;
            default -> true;
        };
    }
}
