package qinqing.demo;

import static qinqing.demo.Scene.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The comparison of every list with every declaration, and whether it found what is really there (A8.1). */
final class Compares {

    /** A hit as people see it: which official, which relative (the official in person under the own name), which programme. */
    record Pair(String officialId, String relative, String programmeId, String beneficiary) {}

    private final Scene scene;

    Compares(Scene scene) {
        this.scene = scene;
    }

    /** Every hit of the county, shown beside what there really is to find. */
    List<JsonNode> run() {
        var found = find();
        compare(found);
        return found;
    }

    /** Every hit of the county. */
    List<JsonNode> find() {
        var inspector = scene.inspector();
        JsonNode run;
        try (var step = scene.progress.start("比对 comparison", 0)) {
            awaitIdle(inspector);
            var asked = inspector.post("/matching-runs", Map.of("scope", "COUNTY"));
            run = inspector.poll("/matching-runs/" + id(asked.body()), SetsUpCounty::isOver, state -> {
                step.of(state.required("progress").required("total").asLong());
                step.to(state.required("progress").required("done").asLong());
            });
            if (!run.required("state").asText().equals("SUCCEEDED")) {
                throw new IllegalStateException("the comparison failed: " + run);
            }
            var counts = run.required("counts");
            scene.tally.add(
                    "比对命中 matched",
                    counts.path("certain").asLong()
                            + counts.path("probable").asLong()
                            + counts.path("possible").asLong(),
                    "%,d 名受益人 × %,d 名亲属；确定 %,d，很可能 %,d，可能 %,d"
                            .formatted(
                                    counts.path("beneficiaries").asLong(),
                                    counts.path("relatives").asLong(),
                                    counts.path("certain").asLong(),
                                    counts.path("probable").asLong(),
                                    counts.path("possible").asLong()),
                    step.seconds());
        }
        return inspector.items("/matches?limit=200");
    }

    /** Runs that endorsements and entries started by themselves come first. */
    private static void awaitIdle(Api inspector) {
        for (var state : List.of("QUEUED", "RUNNING", "QUEUED", "RUNNING")) {
            inspector.poll(
                    "/matching-runs?limit=1&state=" + state,
                    page -> page.required("items").isEmpty(),
                    page -> {});
        }
    }

    private void compare(List<JsonNode> found) {
        var table = new Table("依据 evidence", "名单里有 in the lists", "找到 found");
        var pairs = found.stream().map(Compares::pair).collect(Collectors.toSet());
        var expected = new LinkedHashSet<Pair>();
        for (var evidence : ExpectedMatch.Evidence.values()) {
            var some = expected(evidence);
            expected.addAll(some);
            table.row(
                    switch (evidence) {
                        case EXACT_ID -> "证件号码一致 exact ID";
                        case NAME_AND_PHONE -> "姓名和手机号一致 name + phone";
                        case NAME_AND_ADDRESS -> "姓名和住址一致 name + address";
                        case REPAIRED_ID -> "证件号码错一位 ID with one wrong digit";
                    },
                    some.size(),
                    some.stream().filter(pairs::contains).count());
        }
        var universal = scene.county.truth().universalMatches().size();
        table.row("普惠资金（不在范围内）universal", 0 + " / " + universal, 0);
        table.row(
                "其他（供核查人判断）others, for a person to judge",
                "—",
                pairs.stream().filter(pair -> !expected.contains(pair)).count());
        System.out.println();
        System.out.print(table.render());
        System.out.println();
    }

    /** What really is in the lists, by evidence. */
    private Set<Pair> expected(ExpectedMatch.Evidence evidence) {
        var pairs = new LinkedHashSet<Pair>();
        var programmes = programmeOfFile();
        for (var match : scene.county.truth().matches()) {
            if (match.evidence() == evidence) {
                pairs.add(pair(match, programmes));
            }
        }
        return pairs;
    }

    Set<Pair> expected() {
        var programmes = programmeOfFile();
        return scene.county.truth().matches().stream()
                .map(match -> pair(match, programmes))
                .collect(Collectors.toSet());
    }

    private Pair pair(ExpectedMatch match, Map<String, String> programmes) {
        var name = scene.county.people().get(match.person()).name();
        return new Pair(
                Scene.known(scene.officialIds, match.official()),
                name,
                programmes.getOrDefault(match.file(), ""),
                name);
    }

    private Map<String, String> programmeOfFile() {
        var programmes = new HashMap<String, String>();
        scene.county
                .beneficiaryFiles()
                .forEach(file -> programmes.put(
                        file.name(),
                        Scene.known(scene.programmeIds, file.programme().code())));
        return programmes;
    }

    static Pair pair(JsonNode match) {
        return new Pair(
                match.required("officialId").asText(),
                match.path("relativeName").asText(""),
                match.required("programmeId").asText(),
                match.required("beneficiaryName").asText());
    }
}
