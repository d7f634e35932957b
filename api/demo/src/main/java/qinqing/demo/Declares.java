package qinqing.demo;

import static qinqing.demo.Scene.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Annex 2 from the phone to the database: every official declares, the right leader signs, the clerk enters (A3, A5). */
final class Declares {

    private final Scene scene;
    private final Map<String, SyntheticOfficial> byId;

    Declares(Scene scene) {
        this.scene = scene;
        this.byId = scene.county.officials().stream()
                .collect(Collectors.toMap(
                        official -> Scene.known(scene.officialIds, official.number()), official -> official));
    }

    void run() throws Exception {
        var submitted = submit(scene.county.officials());
        var endorsed = endorse(submitted);
        enter(endorsed);
    }

    private List<JsonNode> submit(List<SyntheticOfficial> officials) throws Exception {
        try (var step = scene.progress.start("报告 declarations", officials.size())) {
            var submitted = AtOnce.all(officials, official -> () -> {
                var answer = submit(official);
                step.advance();
                return answer;
            });
            scene.tally.add(
                    "报告 declared",
                    submitted.size(),
                    "亲属 %,d 人".formatted(scene.county.declaredRelatives()),
                    step.seconds());
            return submitted;
        }
    }

    private JsonNode submit(SyntheticOfficial official) {
        var phone = scene.official(official.number(), "OFFICIAL");
        var draft = phone.get("/declarations/draft");
        var saved = phone.put("/declarations/draft", form(official), draft.etag());
        return phone.post(
                        "/declarations",
                        Map.of(
                                "pledge",
                                Map.of(
                                        "accepted",
                                        true,
                                        "signedName",
                                        official.person().name())),
                        saved.etag())
                .body();
    }

    private static Map<String, Object> form(SyntheticOfficial official) {
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

    /** Each signer goes through what waits on their desk; who that is, the server says. */
    private List<Signed> endorse(List<JsonNode> submitted) throws Exception {
        var bySigner = submitted.stream()
                .collect(Collectors.groupingBy(declaration ->
                        declaration.path("requiredSigner").path("officialId").asText()));
        var endorsed = new ConcurrentLinkedQueue<Signed>();
        try (var step = scene.progress.start("签署意见 endorsements", submitted.size())) {
            AtOnce.each(bySigner.entrySet(), desk -> {
                var signer = scene.official(Scene.known(byId, desk.getKey()).number(), "ENDORSER");
                for (var declaration : desk.getValue()) {
                    var path = "/declarations/" + id(declaration);
                    var read = signer.get(path);
                    var answer = signer.put(
                            path + "/endorsement", Map.of("decision", "APPROVE", "opinion", "情况属实，同意录入。"), read.etag());
                    endorsed.add(new Signed(answer.body(), String.valueOf(answer.etag())));
                    step.advance();
                }
            });
            scene.tally.add("签署 endorsed", endorsed.size(), bySigner.size() + " 名签署人", step.seconds());
        }
        return new ArrayList<>(endorsed);
    }

    private record Signed(JsonNode declaration, String etag) {}

    /** The clerk of the unit that receives the declaration takes it into the database (A3.6). */
    private void enter(List<Signed> endorsed) throws Exception {
        var entered = new AtomicInteger();
        try (var step = scene.progress.start("录入 entries", endorsed.size())) {
            AtOnce.each(endorsed, one -> {
                var unit = scene.unitCode(one.declaration().required("unitId").asText());
                scene.clerkNear(unit)
                        .put(
                                "/declarations/" + id(one.declaration()) + "/entry",
                                Map.of("note", "附件2原件已存档"),
                                one.etag());
                entered.incrementAndGet();
                step.advance();
            });
            scene.tally.add("录入 entered", entered.get(), "", step.seconds());
        }
    }
}
