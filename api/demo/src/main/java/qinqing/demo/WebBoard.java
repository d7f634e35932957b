package qinqing.demo;

import java.util.List;
import java.util.Map;

/** The county's web site, which tells twice a day what it shows (A10.6). */
final class WebBoard {

    private final Scene scene;
    private final String clientId;
    private final String secret;

    private WebBoard(Scene scene, String clientId, String secret) {
        this.scene = scene;
        this.clientId = clientId;
        this.secret = secret;
    }

    static WebBoard register(Scene scene) {
        var created = scene.admin()
                .post(
                        "/api-clients",
                        Map.of(
                                "name", "涪陵区党务公开网",
                                "unitId", scene.countyId(),
                                "scopes", List.of("sites:write"),
                                "siteIds", List.of(scene.webBoard)))
                .body()
                .required("secret");
        return new WebBoard(
                scene,
                created.required("clientId").asText(),
                created.required("clientSecret").asText());
    }

    /** Logs in each time: half a day later the token is over. */
    void heartbeat(List<String> numbers) {
        scene.cast
                .citizen()
                .asSystem(clientId, secret, "sites:write")
                .put(
                        "/sites/" + scene.webBoard + "/heartbeat",
                        Map.of("at", scene.cast.now().toString(), "noticeNumbers", numbers),
                        null);
    }
}
