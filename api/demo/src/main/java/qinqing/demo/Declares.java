package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Annex 2 from the phone to the database: every official declares, the right leader signs, the clerk enters (A3, A5). */
final class Declares {

    /** A person at a phone costs the server two password checks. */
    private static final int ON_THE_PHONE = 8;

    private static final int MOST_AT_ONCE = 500;

    private final Scene scene;

    Declares(Scene scene) {
        this.scene = scene;
    }

    void run() throws Exception {
        declare();
        endorse();
        enter();
    }

    /** A few at their phones, the others from paper: the clerk has the signed forms as a table. */
    private void declare() throws Exception {
        var officials = scene.county.officials();
        var online = officials.subList(0, ON_THE_PHONE);
        var onPaper = officials.subList(ON_THE_PHONE, officials.size());
        var lines = onPaper.stream()
                .mapToLong(official -> official.relatives().size())
                .sum();
        try (var step = scene.progress.start("报告 declarations", lines)) {
            AtOnce.each(online, this::submit);
            var list =
                    scene.write("附件2汇总.csv", out -> scene.county.officeFiles().writeDeclarations(out, onPaper));
            scene.importList(registrar(), "/declaration-imports", list, step);
            scene.tally.add(
                    "报告 declared",
                    officials.size(),
                    "亲属 %,d 人；手机填报 %d 份，纸质汇总 %,d 份"
                            .formatted(scene.county.declaredRelatives(), online.size(), onPaper.size()),
                    step.seconds());
        }
    }

    private Api registrar() {
        return scene.cast.as(SetsUpCounty.REGISTRAR_PHONE, "CLERK", scene.countyId());
    }

    private void submit(SyntheticOfficial official) {
        var phone = scene.official(official.number(), "OFFICIAL");
        var draft = phone.get("/declarations/draft");
        var saved = phone.put("/declarations/draft", form(official), draft.etag());
        phone.post(
                "/declarations",
                Map.of(
                        "pledge",
                        Map.of("accepted", true, "signedName", official.person().name())),
                saved.etag());
    }

    static Map<String, Object> form(SyntheticOfficial official) {
        var person = official.person();
        var declarant = Map.of(
                "sex", person.sex().name(),
                "politicalStatus", person.politicalStatus().name(),
                "postTitle", official.post(),
                "jobGrade", official.jobGrade(),
                "duties", official.duties(),
                "inspectionStaff", official.isInspectionStaff(),
                "idNumber", person.idNumber(),
                "householdAddress", person.address(),
                "phone", person.phone());
        return Map.of(
                "declarant",
                declarant,
                "relatives",
                official.relatives().stream().map(Declares::line).toList(),
                "interestMatters",
                List.of());
    }

    private static Map<String, Object> line(DeclaredRelative relative) {
        var person = relative.person();
        var line = new LinkedHashMap<String, Object>();
        line.put("name", person.name());
        line.put("sex", person.sex().name());
        line.put("kinship", relative.kinship().name());
        line.put("politicalStatus", person.politicalStatus().name());
        if (!relative.employer().isEmpty()) {
            line.put("employer", relative.employer());
        }
        if (!relative.post().isEmpty()) {
            line.put("postTitle", relative.post());
        }
        if (relative.idKnown()) {
            line.put("idNumber", person.idNumber());
        } else {
            line.put("idAbsence", relative.idAbsence());
        }
        line.put("phone", person.phone());
        line.put("householdAddress", person.address());
        line.put("residenceDivision", person.villageCode());
        return line;
    }

    /** Each leader signs what waits on the desk, at one go (A5). */
    private void endorse() throws Exception {
        var signers = scene.county.officials().stream()
                .map(official -> official.signer().number())
                .distinct()
                .toList();
        var signed = new AtomicInteger();
        try (var step = scene.progress.start(
                "签署意见 endorsements", scene.county.officials().size())) {
            AtOnce.each(signers, number -> {
                var signer = scene.official(number, "ENDORSER");
                var waiting = signer.items("/declarations?state=SUBMITTED&limit=200");
                var opinion = Map.of("decision", "APPROVE", "opinion", "情况属实，同意录入。");
                step.to(signed.addAndGet(inOneGo(signer, "/declaration-endorsements", waiting, opinion, "ENDORSED")));
            });
            scene.tally.add("签署 endorsed", signed.get(), signers.size() + " 名签署人", step.seconds());
        }
    }

    /** The clerk of the unit that receives the declaration takes it into the database (A3.6). */
    private void enter() throws Exception {
        var desks = scene.county.units().stream()
                .filter(unit -> scene.holders("CLERK", unit.code()).findAny().isPresent())
                .toList();
        var entered = new AtomicInteger();
        try (var step =
                scene.progress.start("录入 entries", scene.county.officials().size())) {
            AtOnce.each(desks, unit -> {
                var clerk = scene.of("CLERK", unit.code());
                var waiting = clerk.items("/declarations?state=ENDORSED&limit=200");
                var note = Map.of("note", "附件2原件已存档");
                step.to(entered.addAndGet(inOneGo(clerk, "/declaration-entries", waiting, note, "ENTERED")));
            });
            scene.tally.add("录入 entered", entered.get(), desks.size() + " 名工作人员", step.seconds());
        }
    }

    /** @return how many are then in the state */
    private static int inOneGo(
            Api actor, String path, List<JsonNode> declarations, Map<String, String> words, String state) {
        var reached = 0;
        for (var at = 0; at < declarations.size(); at += MOST_AT_ONCE) {
            var body = new LinkedHashMap<String, Object>(words);
            body.put(
                    "declarationIds",
                    declarations.subList(at, Math.min(declarations.size(), at + MOST_AT_ONCE)).stream()
                            .map(Scene::id)
                            .toList());
            for (var outcome : actor.post(path, body).body().required("items")) {
                if (outcome.path("state").asText().equals(state)) {
                    reached++;
                }
            }
        }
        return reached;
    }
}
