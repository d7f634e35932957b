package qinqing.identity;

import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/**
 * The county's way to send a text message: a gateway of its own that takes {@code {"phone": …, "text": …}}. Every
 * provider has another interface; a county that has one puts a small adapter there.
 */
@ApplicationScoped
class CodeChannel {
    /** Off unless the address is set. */
    @ConfigMapping(prefix = "qinqing.code-channel")
    interface Settings {
        Optional<URI> url();

        /** Header {@code Authorization} for the gateway. */
        Optional<String> authorization();
    }

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int NO_LONGER_OK = 300;

    private final Settings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(ANSWER_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    CodeChannel(Settings settings) {
        this.settings = settings;
    }

    /** @throws ProblemException RULE_NOT_MET where codes come from the administrator, on paper */
    void requireOpen() {
        if (settings.url().isEmpty()) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    "本县未开通短信验证码，请向单位管理员领取一次性代码",
                    "This county sends no text messages; please ask the administrator for a one-time code");
        }
    }

    /**
     * Hands a message to the gateway. Blocks: for jobs.
     *
     * @param message JSON with the phone and the text
     * @throws IOException when the gateway did not take it
     */
    void deliver(String message) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        settings.url().orElseThrow(() -> new IOException("the code channel was closed")))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message));
        settings.authorization().ifPresent(secret -> request.header("Authorization", secret));
        int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status < OK || status >= NO_LONGER_OK) {
            throw new IOException("the code channel answered " + status);
        }
    }
}
