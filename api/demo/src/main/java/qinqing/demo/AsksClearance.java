package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The subsidy payment system asks before it pays: no clearance, no money (A10.9). */
final class AsksClearance {

    private static final int MOST_AT_ONCE = 1_000;

    /** Rows of each list that are asked about besides those with a hit. */
    private static final int OTHERS = 1_000;

    /** How a line under the header is numbered in the file. */
    private static final int HEADER = 1;

    private final Scene scene;

    private record Batch(String programmeId, List<Map<String, Object>> questions) {}

    AsksClearance(Scene scene) {
        this.scene = scene;
    }

    void run() throws Exception {
        var system = register();
        var granted = new ConcurrentHashMap<String, AtomicLong>();
        var reasons = new ConcurrentHashMap<String, AtomicLong>();
        var batches = batches();
        var questions =
                batches.stream().mapToLong(batch -> batch.questions().size()).sum();
        try (var step = scene.progress.start("把关 clearance", questions)) {
            var done = new AtomicLong();
            var totals = new long[2];
            AtOnce.each(batches, batch -> {
                var answer = system.post(
                                "/clearance-batches",
                                Map.of("programmeId", batch.programmeId(), "questions", batch.questions()))
                        .body();
                synchronized (totals) {
                    totals[0] += answer.required("granted").asLong();
                    totals[1] += answer.required("withheld").asLong();
                }
                count(answer, granted, reasons);
                step.to(done.addAndGet(batch.questions().size()));
            });
            scene.tally.add("准予拨付 granted", totals[0], "", step.seconds());
            scene.tally.add("暂不拨付 withheld", totals[1], "每一项都说明全部理由", step.seconds());
        }
        show(granted, reasons);
    }

    private Api register() {
        var created = scene.admin()
                .post(
                        "/api-clients",
                        Map.of(
                                "name", "惠民惠农“一卡通”发放系统",
                                "unitId", scene.countyId(),
                                "scopes", List.of("clearances:write", "clearances:read", "programmes:read")))
                .body()
                .required("secret");
        return scene.cast
                .citizen()
                .asSystem(
                        created.required("clientId").asText(),
                        created.required("clientSecret").asText(),
                        "clearances:write clearances:read programmes:read");
    }

    /** Every row with a hit or a trap, and some in between. */
    private List<Batch> batches() {
        var interesting = new HashMap<String, TreeSet<Integer>>();
        var truth = scene.county.truth();
        truth.matches().forEach(match -> lines(interesting, match.file()).add(match.line()));
        truth.traps().forEach(trap -> lines(interesting, trap.file()).add(trap.line()));
        var batches = new ArrayList<Batch>();
        for (var file : scene.county.beneficiaryFiles()) {
            var lines = lines(interesting, file.name());
            for (var line = 1; line <= file.rowCount(); line += Math.max(1, file.rowCount() / OTHERS)) {
                lines.add(line);
            }
            var programme = Scene.known(scene.programmeIds, file.programme().code());
            var questions = lines.stream().map(line -> question(file, line)).toList();
            for (var at = 0; at < questions.size(); at += MOST_AT_ONCE) {
                batches.add(new Batch(programme, questions.subList(at, Math.min(questions.size(), at + MOST_AT_ONCE))));
            }
        }
        return batches;
    }

    private static TreeSet<Integer> lines(Map<String, TreeSet<Integer>> interesting, String file) {
        return interesting.computeIfAbsent(file, _ -> new TreeSet<>());
    }

    private Map<String, Object> question(BeneficiaryFile file, int line) {
        return Map.of(
                "reference",
                file.programme().code() + "-" + line,
                "subject",
                Map.of("batchId", Scene.known(scene.batchIds, file.name()), "rowNumber", line + HEADER));
    }

    private static void count(JsonNode answer, Map<String, AtomicLong> granted, Map<String, AtomicLong> reasons) {
        for (var item : answer.required("items")) {
            if (item.required("outcome").asText().equals("GRANTED")) {
                granted.computeIfAbsent(item.required("grounds").asText(), _ -> new AtomicLong())
                        .incrementAndGet();
            }
            for (var reason : item.required("reasons")) {
                reasons.computeIfAbsent(reason.required("code").asText(), _ -> new AtomicLong())
                        .incrementAndGet();
            }
        }
    }

    private static final Map<String, String> CHINESE = new LinkedHashMap<>();

    static {
        CHINESE.put("NO_RELATIVE_FOUND", "与干部亲属无关");
        CHINESE.put("ALL_CLEARED", "核查合规、公示期满、无异议");
        CHINESE.put("UNIVERSAL", "普惠资金，不在范围内");
        CHINESE.put("MATCH_UNVERIFIED", "命中尚未核查");
        CHINESE.put("NON_COMPLIANT", "核查不合规");
        CHINESE.put("NOTICE_MISSING", "尚未公示");
        CHINESE.put("PUBLICITY_UNFINISHED", "公示未满七个整日");
        CHINESE.put("OBJECTION_UNSCREENED", "异议待初审");
        CHINESE.put("OBJECTION_OPEN", "异议正在核实");
        CHINESE.put("OBJECTION_UPHELD", "异议成立");
        CHINESE.put("SUBJECT_UNKNOWN", "名单中没有（错误行未收）");
        CHINESE.put("NOT_COMPARED", "尚未比对");
    }

    private static void show(Map<String, AtomicLong> granted, Map<String, AtomicLong> reasons) {
        var table = new Table("准予 granted / 暂不 withheld", "理由 reason", "数量");
        new TreeMap<>(granted).forEach((code, n) -> row(table, "GRANTED", code, n));
        new TreeMap<>(reasons).forEach((code, n) -> row(table, "WITHHELD", code, n));
        System.out.println();
        System.out.print(table.render());
        System.out.println();
    }

    private static void row(Table table, String outcome, String code, AtomicLong count) {
        table.row(outcome, CHINESE.getOrDefault(code, "") + " " + code, String.format(Locale.ROOT, "%,d", count.get()));
    }
}
