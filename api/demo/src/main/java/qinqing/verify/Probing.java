package qinqing.verify;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import qinqing.demo.ServerProcess;

/**
 * A system asks whether people are listed (S12): stopped at its quota, every question in the audit trail, and the answer about
 * somebody listed where it may not look is the one about somebody listed nowhere, in bytes and in time.
 */
final class Probing {
    private static final int QUOTA = 400;
    private static final int BEYOND = 20;
    private static final int WARMING = 60;
    /** Welch's t; beyond it the times of two kinds of answer can be told apart. */
    private static final double T_AT_MOST = 4.5;

    private static final Pattern OWN = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(?:Z|[+-]\\d\\d:\\d\\d)|PAY-\\d+|[0-9a-f]{32}");

    private final Rows rows;
    private final Wire wire;
    private final Town town;
    private final Database database;

    Probing(Rows rows, ServerProcess server, Town town, Database database) {
        this.rows = rows;
        this.wire = new Wire(server.address());
        this.town = town;
        this.database = database;
    }

    void run() throws Exception {
        var mine = town.unit("民政局");
        var others = town.unit("农业农村局");
        var myProgramme = town.programme(town.hire("民政局经办", "CLERK", mine, null), mine, "高龄补贴");
        var clerk = town.hire("农业局经办", "CLERK", others, null);
        var theirProgramme = town.programme(clerk, others, "耕地补贴");
        var listed = Town.idNumber(7001);
        var pushed = wire.send(Wire.Call.post(
                "/beneficiaries",
                town.token(clerk),
                Map.of("programmeId", theirProgramme, "name", "周明远", "idNumber", listed, "amount", "100.00")));
        rows.expect(pushed.isGood(), "the row of the other unit could not be listed: " + pushed.status());
        var system = system("发放系统", mine);
        var asked = new ArrayList<String>();
        for (var number = 0; number < WARMING; number++) {
            ask(system, myProgramme, Town.idNumber(7100 + number), asked);
        }
        var elsewhere = new ArrayList<Double>();
        var nowhere = new ArrayList<Double>();
        var shapes = new ArrayList<String>();
        var chance = new Random(1);
        while (asked.size() < QUOTA) {
            var first = chance.nextBoolean();
            var answer = ask(system, myProgramme, first ? listed : Town.idNumber(7200 + asked.size()), asked);
            (first ? elsewhere : nowhere).add(answer.took().toNanos() / 1e6);
            shapes.add(shape(answer));
        }
        rows.expect(
                shapes.stream().distinct().count() == 1,
                "answers differ: " + shapes.stream().distinct().limit(2).toList());
        var t = welch(trimmed(elsewhere), trimmed(nowhere));
        Machine.expect(
                rows, Math.abs(t) < T_AT_MOST, "the times of the answers can be told apart, t = %.1f".formatted(t));
        for (var number = 0; number < BEYOND; number++) {
            var answer = wire.send(question(system, myProgramme, listed));
            rows.expect(
                    answer.status() == 429
                            && answer.headers().firstValue("Retry-After").isPresent(),
                    "question %d beyond the quota was answered %d".formatted(number + 1, answer.status()));
        }
        var programmes = programmesNotKnown(system("另一发放系统", mine), theirProgramme);
        var audited = database.count("""
                select count(*) from audit_entry e join clearance c on c.id = e.subject_id
                 where e.action = 'createClearance' and c.batch_id is null
                """);
        rows.expect(
                audited == asked.size() + programmes,
                "%d of %d questions are in the trail".formatted(audited, asked.size() + programmes));
        rows.row(
                "S12",
                "stopped after %d questions about persons (quota %d), %d more refused with 429; listed elsewhere and listed nowhere: "
                        + "equal bytes, Welch t %.1f over %d interleaved; %d of %d in the trail",
                asked.size(),
                QUOTA,
                BEYOND,
                t,
                elsewhere.size() + nowhere.size(),
                audited,
                asked.size() + programmes);
    }

    /** Another unit's programme is answered as one that does not exist. */
    private int programmesNotKnown(String system, String theirs) throws IOException {
        var id = Town.idNumber(7001);
        var hidden = wire.send(question(system, theirs, id));
        var missing = wire.send(question(system, "0198c0de-7a57-7b0c-9b4c-0d6a2f5f7a99", id));
        rows.expect(
                shape(hidden).equals(shape(missing)),
                "another unit's programme is answered otherwise than none: %s, %s"
                        .formatted(shape(hidden), shape(missing)));
        return (hidden.isGood() ? 1 : 0) + (missing.isGood() ? 1 : 0);
    }

    private String system(String name, String unit) throws IOException {
        var created = town.admin()
                .post(
                        "/api-clients",
                        Map.of(
                                "name",
                                name,
                                "unitId",
                                unit,
                                "scopes",
                                List.of("clearances:write", "clearances:read"),
                                "dailyQueryQuota",
                                QUOTA))
                .body()
                .required("secret");
        var form = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(
                        created.required("clientId").asText(),
                        URLEncoder.encode(created.required("clientSecret").asText(), StandardCharsets.UTF_8));
        var answer = wire.send(new Wire.Call(
                "POST",
                "/oauth2/token",
                null,
                null,
                null,
                "application/x-www-form-urlencoded",
                form.getBytes(StandardCharsets.UTF_8)));
        return answer.json().required("access_token").asText();
    }

    private Wire.Answer ask(String system, String programme, String idNumber, List<String> asked) throws IOException {
        var answer = wire.send(question(system, programme, idNumber));
        rows.expect(answer.isGood(), "a question within the quota was answered " + answer.status());
        asked.add(idNumber);
        return answer;
    }

    private static Wire.Call question(String system, String programme, String idNumber) {
        return Wire.Call.post(
                "/clearances",
                system,
                Map.of(
                        "reference",
                        "PAY-1",
                        "programmeId",
                        programme,
                        "subject",
                        Map.of("name", "周明远", "idNumber", idNumber)));
    }

    /** Everything of an answer but its own id and time. */
    private static String shape(Wire.Answer answer) {
        var headers = answer.headers().map().keySet().stream()
                .map(String::toLowerCase)
                .sorted()
                .toList();
        return answer.status() + " " + answer.body().length + " " + headers + " "
                + OWN.matcher(new String(answer.body(), StandardCharsets.UTF_8)).replaceAll("?");
    }

    /** Without the slowest twentieth, which is the machine's. */
    private static List<Double> trimmed(List<Double> times) {
        var sorted = times.stream().sorted().toList();
        return sorted.subList(0, sorted.size() * 19 / 20);
    }

    private static double welch(List<Double> one, List<Double> other) {
        return (mean(one) - mean(other)) / Math.sqrt(variance(one) / one.size() + variance(other) / other.size());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElse(0);
    }

    private static double variance(List<Double> values) {
        var mean = mean(values);
        return values.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.size() - 1);
    }
}
