package qinqing.demo;

import static qinqing.demo.Scene.id;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A citizen reads a notice and objects without a name; the notice waits until the matter is verified once more (A10.9). */
final class RaisesObjection {

    private final Scene scene;

    RaisesObjection(Scene scene) {
        this.scene = scene;
    }

    /**
     * @param settled the notice whose objection is verified and found groundless
     * @param waiting notices whose objections nobody screens in the demo
     */
    void run(JsonNode settled, List<JsonNode> waiting) {
        try (var step = scene.progress.start("异议 objections", waiting.size() + 1L)) {
            var receipt = object(settled, "听说该户房子是前年就建好的，请核实是否符合补助条件。");
            settle(settled);
            tell(receipt);
            step.advance();
            for (var notice : waiting) {
                object(notice, "公示的金额与村里公布的不一致，请核实。");
                step.advance();
            }
            scene.tally.add("异议 objected", waiting.size() + 1L, "匿名；核查后不成立 1，待初审 " + waiting.size(), step.seconds());
        }
    }

    private JsonNode object(JsonNode notice, String grounds) {
        return scene.cast
                .citizen()
                .post(
                        "/public/notices/" + notice.required("number").asText() + "/objections",
                        Map.of("grounds", grounds, "row", 1))
                .body();
    }

    private void settle(JsonNode notice) {
        var unit = scene.unitCode(notice.required("unitId").asText());
        var verifier = scene.of("VERIFIER", unit);
        var open = verifier.items("/objections?noticeId=" + id(notice)).getFirst();
        var path = "/objections/" + id(open);
        var read = verifier.get(path);
        var screened = verifier.put(path + "/screening", Map.of("decision", "ACCEPT", "newFacts", true), read.etag());
        var verifies = new Verifies(scene);
        for (var verification : screened.body().required("verificationIds")) {
            verifies.verify(verification.asText(), "COMPLIANT");
        }
        verifier.put(
                path + "/resolution",
                Map.of("outcome", "NOT_UPHELD", "reply", "经重新核查，该户验收时间为补助年度内，符合条件。感谢监督。"),
                verifier.get(path).etag());
    }

    /** The objector reads the outcome with the number and the secret, and stays unknown. */
    private void tell(JsonNode receipt) {
        var status = scene.cast
                .citizen()
                .with("Tracking-Secret", receipt.required("trackingSecret").asText())
                .get("/public/objections/" + receipt.required("trackingNumber").asText());
        if (!status.body().required("state").asText().equals("NOT_UPHELD")) {
            throw new IllegalStateException("the objector reads " + status.body());
        }
    }
}
