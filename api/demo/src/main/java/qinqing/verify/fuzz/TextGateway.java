package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The county's text message gateway on the loopback interface: keeps the last code of each phone, so that citizens get in. */
final class TextGateway implements AutoCloseable {

    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    TextGateway() throws IOException {
        server.createContext("/", exchange -> {
            keep(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
    }

    private void keep(JsonNode message) {
        var code = CODE.matcher(message.path("text").asText());
        if (code.find()) {
            codes.put(message.path("phone").asText(), code.group());
        }
    }

    /** For the server's Java. */
    List<String> options() {
        return List.of("-Dqinqing.code-channel.url=http://127.0.0.1:"
                + server.getAddress().getPort() + "/");
    }

    /** The code sent to a phone, waited for. */
    String code(String phone) throws InterruptedException {
        for (var tries = 0; tries < 100 && !codes.containsKey(phone); tries++) {
            Thread.sleep(100);
        }
        var code = codes.remove(phone);
        if (code == null) {
            throw new IllegalStateException("no code was sent");
        }
        return code;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
