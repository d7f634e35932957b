package qinqing.demo;

import static qinqing.demo.Scene.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** 谁审批、谁核查: a verifier of the approving unit writes down the finding, a second person signs it (A9). */
final class Verifies {

    /** One hit in so many is found not to comply; one is left for tomorrow. */
    private static final int NON_COMPLIANT_EVERY = 23;

    private static final int LEFT_OPEN_EVERY = 31;

    private final Scene scene;

    Verifies(Scene scene) {
        this.scene = scene;
    }

    /** @return the verifications that are closed and COMPLIANT, each with its match */
    List<JsonNode> run(List<JsonNode> matches) throws Exception {
        var truth = new Compares(scene).expected();
        var byMatch = matches.stream().collect(Collectors.toMap(Scene::id, match -> match));
        var tasks = scene.inspector().items("/verifications?state=OPEN&limit=200").stream()
                .sorted(Comparator.comparing(
                        task -> Scene.known(byMatch, task.required("matchId").asText())
                                .required("beneficiaryName")
                                .asText()))
                .toList();
        var outcomes = new HashMap<String, AtomicInteger>();
        List.of("COMPLIANT", "NON_COMPLIANT", "NOT_SAME_PERSON", "OPEN")
                .forEach(outcome -> outcomes.put(outcome, new AtomicInteger()));
        var compliant = new ConcurrentHashMap<String, JsonNode>();
        try (var step = scene.progress.start("核查 verifications", tasks.size())) {
            AtOnce.each(IntStream.range(0, tasks.size()).boxed().toList(), number -> {
                var task = tasks.get(number);
                var match = Scene.known(byMatch, task.required("matchId").asText());
                var outcome = outcome(number + 1, truth.contains(Compares.pair(match)));
                Scene.known(outcomes, outcome).incrementAndGet();
                if (!outcome.equals("OPEN")) {
                    verify(id(task), outcome);
                }
                if (outcome.equals("COMPLIANT")) {
                    compliant.put(id(task), task);
                }
                step.advance();
            });
            scene.tally.add(
                    "核查 verified",
                    tasks.size() - Scene.known(outcomes, "OPEN").get(),
                    "合规 %,d，不合规 %,d，不是同一人 %,d；留待核查 %,d"
                            .formatted(
                                    Scene.known(outcomes, "COMPLIANT").get(),
                                    Scene.known(outcomes, "NON_COMPLIANT").get(),
                                    Scene.known(outcomes, "NOT_SAME_PERSON").get(),
                                    Scene.known(outcomes, "OPEN").get()),
                    step.seconds());
        }
        return List.copyOf(compliant.values());
    }

    private static String outcome(int number, boolean reallyKin) {
        if (!reallyKin) {
            return "NOT_SAME_PERSON";
        }
        if (number % LEFT_OPEN_EVERY == 0) {
            return "OPEN";
        }
        return number % NON_COMPLIANT_EVERY == 0 ? "NON_COMPLIANT" : "COMPLIANT";
    }

    /** Finding and signature; the owner stands in the task, the second person is found among those who may. */
    void verify(String verification, String outcome) {
        var found = find(verification, outcome);
        sign("/verifications/" + verification, found.unit(), found.owner(), found.etag());
    }

    /** A finding that waits for its second person. */
    record Unsigned(String unit, SyntheticAccount owner, String etag) {}

    Unsigned find(String verification, String outcome) {
        var path = "/verifications/" + verification;
        var task = scene.inspector().get(path);
        var unit = scene.unitCode(task.body().required("unitId").asText());
        var finding = new LinkedHashMap<String, Object>();
        finding.put("outcome", outcome);
        finding.put(
                "reasons",
                switch (outcome) {
                    case "COMPLIANT" -> "申报、审核、验收资料齐全，符合条件和标准，审批过程中已回避。";
                    case "NON_COMPLIANT" -> "不符合申报条件，按规定处理。";
                    default -> "同名或者共用电话，与所报亲属不是同一人。";
                });
        if (outcome.equals("NON_COMPLIANT")) {
            finding.put("measure", "RECOVER");
        }
        var owner = owner(task.body(), unit);
        var found = scene.as(owner).put(path + "/finding", finding, task.etag());
        return new Unsigned(unit, owner, String.valueOf(found.etag()));
    }

    SyntheticAccount owner(JsonNode task, String unit) {
        var owner = task.required("ownerId").asText();
        return line(unit)
                .flatMap(
                        code -> Stream.concat(scene.holders("VERIFIER", code), scene.holders("COUNTY_INSPECTOR", code)))
                .filter(account -> assignment(account).equals(owner))
                .findFirst()
                .orElseGet(() -> scene.county.accounts().stream()
                        .filter(account -> account.role().equals("COUNTY_INSPECTOR"))
                        .filter(account -> assignment(account).equals(owner))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the owner of a task is not in the cast")));
    }

    /** The id of the account's assignment, which a login tells. */
    private String assignment(SyntheticAccount account) {
        return assignments.computeIfAbsent(account, one -> {
            return scene.cast.assignments(one.phone()).stream()
                    .filter(held -> held.required("role").asText().equals(one.role()))
                    .filter(held -> held.path("unitId").asText().equals(scene.unitId(one.unitCode())))
                    .map(Scene::id)
                    .findFirst()
                    .orElse("");
        });
    }

    private final Map<SyntheticAccount, String> assignments = new ConcurrentHashMap<>();

    private void sign(String path, String unit, SyntheticAccount owner, String etag) {
        ApiProblem last = null;
        var candidates = Stream.concat(
                        line(unit)
                                .flatMap(code -> Stream.concat(
                                        scene.holders("VERIFIER", code), scene.holders("ENDORSER", code))),
                        scene.county.accounts().stream()
                                .filter(account -> account.role().equals("COUNTY_INSPECTOR")))
                .filter(account -> account.official() != owner.official())
                .toList();
        for (var second : candidates) {
            try {
                scene.as(second).put(path + "/signature", Map.of("decision", "CONFIRM"), etag);
                return;
            } catch (ApiProblem refused) {
                last = refused;
            }
        }
        throw last == null ? new IllegalStateException("nobody is left to sign " + path) : last;
    }

    /** The unit and those above it. */
    private Stream<String> line(String unit) {
        var codes = new ArrayList<String>();
        for (var code = unit; code != null; code = scene.county.unit(code).parentCode()) {
            codes.add(code);
        }
        return codes.stream();
    }
}
