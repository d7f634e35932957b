package qinqing.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ReadsBodiesTest {
    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI server;

    @Test
    void a_body_that_does_not_arrive_is_answered_408_and_holds_no_place() throws IOException {
        var answer = raw("""
                POST /api/v1/sessions HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Content-Length: 100\r
                \r
                {"phone":""");
        assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
        assertThat(answer.toLowerCase()).contains("x-content-type-options: nosniff", "connection: close");
    }

    @Test
    void a_body_that_announces_too_much_is_refused_before_it_is_sent() throws IOException {
        assertThat(raw("""
                POST /api/v1/sessions HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Content-Length: 90000000\r
                \r
                {""")).startsWith("HTTP/1.1 413").contains("/problems/too-large");
    }

    @Test
    void a_body_in_pieces_reaches_the_endpoint_whole() throws IOException {
        assertThat(raw("""
                POST /api/v1/sessions HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Content-Type: application/json\r
                Transfer-Encoding: chunked\r
                \r
                1a\r
                {"phone":"19900009999","pa\r
                1a\r
                ssword":"Wrong-Pass-0001"}\r
                0\r
                \r
                """)).startsWith("HTTP/1.1 401").contains("/problems/login-failed");
    }

    @Test
    void what_hides_behind_a_body_with_two_lengths_is_no_request() throws IOException {
        assertThat(raw("""
                POST /api/v1/sessions HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Content-Length: 4\r
                Transfer-Encoding: chunked\r
                \r
                0\r
                \r
                GET /api/v1/public/notices HTTP/1.1\r
                Host: localhost\r
                \r
                """)).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void a_body_in_an_unknown_coding_is_refused() throws IOException {
        assertThat(raw("""
                POST /api/v1/sessions HTTP/1.1\r
                Host: localhost\r
                Transfer-Encoding: xchunked\r
                Content-Length: 0\r
                \r
                """)).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_header_with_a_blank_in_its_name_hides_no_request() throws IOException {
        assertThat(raw("""
                POST /api/v1/sessions HTTP/1.1\r
                Host: localhost\r
                Transfer-Encoding : chunked\r
                Content-Length: 0\r
                \r
                GET /openapi HTTP/1.1\r
                Host: localhost\r
                \r
                """)).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void a_form_of_the_token_endpoint_is_still_read() {
        given().formParam("grant_type", "client_credentials")
                .formParam("client_id", "nobody")
                .formParam("client_secret", "nothing")
                .post("/oauth2/token")
                .then()
                .statusCode(401)
                .body("error", is("invalid_client"));
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
