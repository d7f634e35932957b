package qinqing.demo;

import static qinqing.demo.Scene.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Annex 3 at two or three boards and on the county's web board: drafted, published, confirmed up (A10). */
final class Publishes {

    /** Of so many matters about one official's unit a table is made, below that single notices. */
    private static final int TABLE_FROM = 3;

    private static final int LONGEST_TABLE = 100;

    private final Scene scene;

    /** Matters that go on one notice of one unit. */
    record Draft(String unit, List<String> verifications) {}

    Publishes(Scene scene) {
        this.scene = scene;
    }

    /** @return the notices as published */
    List<JsonNode> run(List<Draft> drafts, String title) throws Exception {
        var boards = new AtomicInteger();
        try (var progress = scene.progress.start(title, drafts.size())) {
            var notices = AtOnce.all(drafts, draft -> () -> {
                var published = publish(draft);
                boards.addAndGet(hang(published));
                progress.advance();
                return published.body();
            });
            scene.tally.add(
                    title,
                    notices.size(),
                    "%,d 项，张贴 %,d 处"
                            .formatted(
                                    drafts.stream()
                                            .mapToInt(draft ->
                                                    draft.verifications().size())
                                            .sum(),
                                    boards.get()),
                    progress.seconds());
            return notices;
        }
    }

    /** One notice for each matter, or a table where several matters concern one unit's officials. */
    List<Draft> drafts(List<JsonNode> verifications, Map<String, JsonNode> matches) {
        var groups = new TreeMap<String, List<JsonNode>>();
        for (var verification : verifications) {
            var match = Scene.known(matches, verification.required("matchId").asText());
            var key = verification.required("unitId").asText()
                    + match.required("benefitKind").asText()
                    + match.path("officialUnitName").asText();
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(verification);
        }
        var drafts = new ArrayList<Draft>();
        for (var group : groups.values()) {
            var unit = group.getFirst().required("unitId").asText();
            var ids = group.stream().map(Scene::id).toList();
            if (ids.size() < TABLE_FROM) {
                ids.forEach(one -> drafts.add(new Draft(unit, List.of(one))));
            } else {
                for (var at = 0; at < ids.size(); at += LONGEST_TABLE) {
                    drafts.add(new Draft(unit, ids.subList(at, Math.min(ids.size(), at + LONGEST_TABLE))));
                }
            }
        }
        return drafts;
    }

    private Api.Answer publish(Draft draft) {
        var drafted = draft(draft);
        return scene.of("CLERK", scene.unitCode(draft.unit()))
                .put("/notices/" + id(drafted.body()) + "/publication", Map.of(), drafted.etag());
    }

    /** A notice that nobody has published yet. */
    Api.Answer draft(Draft draft) {
        var body = new LinkedHashMap<String, Object>();
        body.put("form", draft.verifications().size() == 1 ? "SINGLE" : "TABLE");
        body.put("unitId", draft.unit());
        body.put(
                "rows",
                draft.verifications().stream()
                        .map(verification -> Map.of("verificationId", verification))
                        .toList());
        body.put("additionalSiteIds", List.of(scene.webBoard));
        return scene.of("CLERK", scene.unitCode(draft.unit())).post("/notices", body);
    }

    /** Somebody confirms each paper board; the web board reports by itself. */
    private int hang(Api.Answer published) {
        var notice = published.body();
        var path = "/notices/" + id(notice);
        var etag = published.etag();
        var hung = 0;
        for (var site : notice.required("sites")) {
            var board = site.required("siteId").asText();
            if (board.equals(scene.webBoard)) {
                continue;
            }
            var poster = scene.clerkNear(Scene.known(scene.boardUnits, board));
            var up = poster.putForm(
                    path + "/sites/" + board + "/display", Map.of("state", "UP", "at", now().toString()), etag);
            etag = up.etag();
            hung++;
        }
        return hung;
    }

    private Instant now() {
        return scene.cast.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
