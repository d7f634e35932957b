package qinqing.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A county's text message gateway on the loopback interface; {@code GET} tells what it was sent, as a JSON array. */
@SuppressWarnings("NullAway.Init")
public final class FakeTextGateway implements QuarkusTestResourceLifecycleManager {
    static final String SECRET = "Bearer county-sms";

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/send", this::answer);
        server.start();
        return Map.of(
                "qinqing.code-channel.url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/send",
                "qinqing.code-channel.authorization",
                SECRET);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            var all =
                    messages.stream().collect(Collectors.joining(",", "[", "]")).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
            exchange.sendResponseHeaders(200, all.length);
            exchange.getResponseBody().write(all);
        } else if (SECRET.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            messages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
        } else {
            exchange.sendResponseHeaders(401, -1);
        }
        exchange.close();
    }
}
