package qinqing.demo;

import static qinqing.demo.Scene.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The administrator's first day: units, boards, the register of officials, accounts, staff, programmes. */
final class SetsUpCounty {

    static final String REGISTRAR_PHONE = "19900000001";
    private static final String FIRST_DAY = "2025-01-01";
    private static final Set<Rank> LEADERS = EnumSet.of(Rank.PARTY_HEAD, Rank.INSPECTION_HEAD, Rank.LEADERSHIP_MEMBER);

    private final Scene scene;

    SetsUpCounty(Scene scene) {
        this.scene = scene;
    }

    void run(String oneTimePassword) throws Exception {
        changePassword(oneTimePassword);
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

    private void importUnits() throws IOException {
        try (var step = scene.progress.start("单位 units", scene.county.units().size())) {
            var list = file("单位名单.xlsx", out -> scene.county.officeFiles().writeUnits(out));
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

    /** Leaders first: who leads whom decides who signs (A5). */
    private void registerOfficials() throws Exception {
        var admin = scene.admin();
        var registrar = admin.post(
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
        var clerk = registrar();
        try (var step =
                scene.progress.start("干部名册 officials", scene.county.officials().size())) {
            for (var leading : List.of(true, false)) {
                var wave = scene.county.officials().stream()
                        .filter(official -> LEADERS.contains(official.rank()) == leading)
                        .toList();
                AtOnce.each(wave, official -> {
                    var entry = clerk.post("/officials", entry(official));
                    scene.officialIds.put(official.number(), id(entry.body()));
                    step.advance();
                });
            }
            scene.tally.add("干部名册 officials", scene.officialIds.size(), "", step.seconds());
        }
    }

    Api registrar() {
        return scene.cast.as(REGISTRAR_PHONE, "CLERK", scene.countyId());
    }

    private Map<String, Object> entry(SyntheticOfficial official) {
        var person = official.person();
        var entry = new LinkedHashMap<String, Object>();
        entry.put("name", person.name());
        entry.put("sex", person.sex().name());
        entry.put("politicalStatus", person.politicalStatus().name());
        entry.put("idNumber", person.idNumber());
        entry.put("phone", person.phone());
        entry.put("unitId", scene.unitId(official.unit().code()));
        entry.put("postTitle", official.post());
        entry.put("jobGrade", official.jobGrade());
        entry.put("rank", official.rank().name());
        entry.put("inspectionStaff", official.isInspectionStaff());
        if (!LEADERS.contains(official.rank())) {
            entry.put(
                    "leaderInChargeId", scene.officialIds.get(official.signer().number()));
        }
        return entry;
    }

    private void openAccounts() throws Exception {
        try (var step =
                scene.progress.start("账号 accounts", scene.county.officials().size())) {
            var admin = scene.admin();
            AtOnce.each(scene.county.officials(), official -> {
                var assignments = new ArrayList<Map<String, String>>();
                for (var account : scene.accountsOf(official.number())) {
                    assignments.add(Map.of(
                            "role", account.role(), "unitId", scene.unitId(account.unitCode()), "from", FIRST_DAY));
                }
                var created = admin.post(
                                "/accounts",
                                Map.of(
                                        "name", official.person().name(),
                                        "phone", official.person().phone(),
                                        "officialId", scene.officialIds.get(official.number()),
                                        "assignments", assignments))
                        .body();
                scene.cast.invite(
                        official.person().phone(),
                        created.required("invitation").required("code").asText());
                step.advance();
            });
            scene.tally.add("账号 accounts", scene.county.officials().size(), "一次性邀请码", step.seconds());
        }
    }

    /** Each unit's responsible leader and clerk, with pledge and the party organisation's opinion (A6.1–A6.4). */
    private void appointStaff() throws Exception {
        var desks = scene.county.units().stream()
                .filter(unit -> scene.holders("CLERK", unit.code()).findAny().isPresent())
                .toList();
        try (var step = scene.progress.start("责任领导、工作人员 staff", desks.size() * 2L)) {
            AtOnce.each(desks, unit -> {
                var leader = scene.holders("ENDORSER", unit.code())
                        .filter(account -> !official(account).isInspectionStaff())
                        .filter(account -> official(account).duties().contains("责任领导"))
                        .findFirst();
                if (leader.isPresent()) {
                    appoint(unit, leader.get(), "RESPONSIBLE_LEADER");
                    step.advance();
                }
                appoint(unit, scene.holders("CLERK", unit.code()).findFirst().orElseThrow(), "CLERK");
                step.advance();
            });
            scene.tally.add("责任领导和工作人员 staff", desks.size() * 2L, "", step.seconds());
        }
    }

    private void appoint(SyntheticUnit unit, SyntheticAccount account, String duty) {
        var official = official(account);
        var staff = "/units/" + scene.unitId(unit.code()) + "/staff";
        scene.admin()
                .post(
                        staff,
                        Map.of(
                                "duty", duty,
                                "name", official.person().name(),
                                "sex", official.person().sex().name(),
                                "idNumber", official.person().idNumber(),
                                "phone", official.person().phone(),
                                "from", FIRST_DAY,
                                "postAndDuties", official.post(),
                                "inspectionStaff", false));
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

    /** Writes a list into the demo's folder, as an office would keep it. */
    interface Writing {
        void to(java.io.OutputStream out) throws IOException;
    }

    private Path file(String name, Writing writing) throws IOException {
        var lists = Files.createDirectories(scene.folder.resolve("lists"));
        var path = lists.resolve(name);
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            writing.to(out);
        }
        return path;
    }

    /** For whoever polls a job. */
    static boolean isOver(JsonNode job) {
        return switch (job.required("state").asText()) {
            case "QUEUED", "RUNNING", "RECEIVED", "IMPORTING" -> false;
            default -> true;
        };
    }
}
