package qinqing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTP server on the loopback that answers by script and remembers what it was asked. */
class ApiTest {

    private record Scripted(int status, Map<String, String> headers, String body) {}

    private record Asked(String method, String uri, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();
    private HttpServer server;
    private Api api;

    @SuppressWarnings("NullAway.Init")
    ApiTest() {}

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        api = Api.at(URI.create("http://localhost:" + server.getAddress().getPort() + "/api/v1"));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body));
        var next = script.removeFirst();
        next.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        var bytes = next.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(next.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void willAnswer(int status, Map<String, String> headers, String body) {
        script.add(new Scripted(status, headers, body));
    }

    @Test
    void a_token_goes_with_every_question_of_its_holder() {
        willAnswer(200, Map.of("ETag", "\"7\""), "{\"name\":\"新妙镇\"}");

        var answer = api.as("abc").get("/units/1");

        assertThat(answer.body().path("name").asText()).isEqualTo("新妙镇");
        assertThat(answer.etag()).isEqualTo("\"7\"");
        assertThat(asked.getFirst().uri()).isEqualTo("/api/v1/units/1");
        assertThat(asked.getFirst().header("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void every_post_has_its_own_idempotency_key_and_other_methods_none() {
        for (var i = 0; i < 4; i++) {
            willAnswer(200, Map.of(), "{}");
        }

        api.post("/programmes", Map.of("name", "危房改造"));
        api.post("/programmes", Map.of("name", "危房改造"));
        api.put("/programmes/1", Map.of(), "\"1\"");
        api.get("/programmes");

        assertThat(asked.stream().limit(2).map(a -> a.header("Idempotency-key")))
                .doesNotHaveDuplicates()
                .noneMatch(String::isEmpty);
        assertThat(asked.stream().skip(2).map(a -> a.header("Idempotency-key"))).containsOnly("");
        assertThat(asked.get(2).header("If-match")).isEqualTo("\"1\"");
        assertThat(asked.getFirst().body()).isEqualTo("{\"name\":\"危房改造\"}");
    }

    @Test
    void a_busy_server_is_asked_again_with_the_same_key() {
        willAnswer(503, Map.of("Retry-After", "0"), "");
        willAnswer(429, Map.of("Retry-After", "0"), "");
        willAnswer(201, Map.of("Location", "/api/v1/matching-runs/9"), "{}");

        var answer = api.post("/matching-runs", Map.of("scope", "COUNTY"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.location()).isEqualTo("/matching-runs/9");
        assertThat(asked).hasSize(3);
        assertThat(new HashSet<>(
                        asked.stream().map(a -> a.header("Idempotency-key")).toList()))
                .hasSize(1);
    }

    @Test
    void a_problem_reads_as_one_sentence_without_the_query() {
        willAnswer(
                422,
                Map.of("Content-Type", "application/problem+json"),
                "{\"type\":\"/problems/rule-not-met\",\"title\":\"不符合规定\",\"status\":422,\"detail\":\"公示期未满七天\","
                        + "\"errors\":[{\"pointer\":\"/displayUntil\",\"detail\":\"过早\"}]}");

        assertThatThrownBy(() -> api.get("/notices?name=x"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.type()).isEqualTo("/problems/rule-not-met");
                })
                .hasMessage("GET /notices answered 422: 不符合规定 — 公示期未满七天 [/displayUntil 过早]");
    }

    @Test
    void a_proxys_html_page_is_a_problem_too() {
        willAnswer(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>");

        assertThatThrownBy(() -> api.get("/me")).isInstanceOf(ApiProblem.class).hasMessage("GET /me answered 502");
    }

    @Test
    void a_list_is_read_to_its_last_page() {
        willAnswer(200, Map.of(), "{\"items\":[1,2],\"nextCursor\":\"a+b\"}");
        willAnswer(200, Map.of(), "{\"items\":[3]}");

        assertThat(api.items("/matches?limit=2"))
                .extracting(node -> node.asInt())
                .containsExactly(1, 2, 3);
        assertThat(asked.get(1).uri()).isEqualTo("/api/v1/matches?limit=2&cursor=a%2Bb");
    }

    @Test
    void polling_ends_when_the_job_does() {
        willAnswer(202, Map.of(), "{\"state\":\"RUNNING\"}");
        willAnswer(200, Map.of(), "{\"state\":\"SUCCEEDED\"}");
        var seen = new ArrayList<String>();

        api.poll(
                "/imports/1",
                job -> job.path("state").asText().equals("SUCCEEDED"),
                job -> seen.add(job.path("state").asText()));

        assertThat(seen).containsExactly("RUNNING", "SUCCEEDED");
    }

    @Test
    void a_file_is_uploaded_as_a_form_with_its_chinese_name(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("list.csv"), "姓名,金额\r\n");
        willAnswer(202, Map.of(), "{}");

        api.upload("/beneficiary-batches", Map.of("programmeId", "42"), file, "发放表.csv");

        var request = asked.getFirst();
        var boundary = request.header("Content-type").replaceFirst(".*boundary=", "");
        assertThat(request.body())
                .isEqualTo("--" + boundary + "\r\nContent-Disposition: form-data; name=\"programmeId\"\r\n\r\n42\r\n--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"发放表.csv\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n姓名,金额\r\n\r\n--" + boundary + "--\r\n");
    }

    @Test
    void a_system_trades_its_secret_for_a_token() {
        willAnswer(200, Map.of(), "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}");
        willAnswer(200, Map.of(), "{}");

        api.asSystem("pay", "s&cret", "clearances:write").get("/me");

        assertThat(asked.getFirst().body())
                .isEqualTo(
                        "grant_type=client_credentials&client_id=pay&client_secret=s%26cret&scope=clearances%3Awrite");
        assertThat(asked.get(1).header("Authorization")).isEqualTo("Bearer t");
    }
}
