package qinqing.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.vault.Vault;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class UploadsTest {
    @Inject
    Uploads uploads;

    @Inject
    Vault vault;

    @Inject
    @ConfigProperty(name = "qinqing.data-directory")
    Path data;

    @RepeatedTest(5)
    void a_file_arrives_whole_and_sealed() throws Exception {
        var content = new byte[3_000_000];
        new Random(5).nextBytes(content);
        // as browsers send it: names in UTF-8, unescaped
        var form = new ByteArrayOutputStream();
        form.write(("--b\r\nContent-Disposition: form-data; name=\"programmeId\"\r\n\r\n低保\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"名单\u202E.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.write(content);
        form.write("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/test/uploads"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form.toByteArray()))
                .build();
        String answered;
        try (var client = HttpClient.newHttpClient()) {
            answered =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
        var answer = JsonPath.from(answered);
        assertThat(answer.getString("fileName")).isEqualTo("名单.csv");
        assertThat(answer.getString("fields.programmeId")).isEqualTo("低保");
        assertThat(answer.getLong("size")).isEqualTo(content.length);
        var id = UUID.fromString(answer.getString("id"));
        var file = uploads.file(id);
        try (var channel = file.read(vault)) {
            assertThat(Channels.newInputStream(channel).readAllBytes()).isEqualTo(content);
        }
        assertThat(answer.getString("sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(Files.size(file.path())).isGreaterThan(content.length);
        uploads.delete(id);
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void no_copy_in_clear_is_left_anywhere_in_the_data_directory() throws Exception {
        var secret = "500102199001011234,张三,".repeat(40_000);
        given().multiPart("file", "a.csv", secret.getBytes(StandardCharsets.UTF_8))
                .post("/test/uploads")
                .then()
                .statusCode(200);
        try (var files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> holds(file, "500102199001011234,")))
                    .isEmpty();
        }
    }

    @Test
    void a_form_without_file_or_with_two_is_refused() throws IOException {
        long before = count();
        given().multiPart("other", "x")
                .post("/test/uploads")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", is("/file"));
        given().multiPart("file", "a.csv", new byte[0])
                .post("/test/uploads")
                .then()
                .statusCode(400);
        given().multiPart("file", "a.csv", new byte[400_000])
                .multiPart("file", "b.csv", new byte[400_000])
                .post("/test/uploads")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body("{}")
                .post("/test/uploads")
                .then()
                .statusCode(415);
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws Exception {
        long before = count();
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            var out = socket.getOutputStream();
            out.write(("POST /test/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n"
                            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
                            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                            + "Content-Type: text/csv\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[1_000_000]);
            out.flush();
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (count() == before) {
                assertThat(System.nanoTime()).as("the upload had begun").isLessThan(end);
                Thread.sleep(20);
            }
        }
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (count() != before) {
            assertThat(System.nanoTime()).as("what had arrived is gone").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void a_form_without_its_last_line_is_400_and_not_silence() throws Exception {
        long before = count();
        var cut = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n姓名,金额\r\n";
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/test/uploads"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofString(cut))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void what_nobody_came_back_for_is_swept() throws Exception {
        var forgotten = Files.write(uploads.file(UUID.randomUUID()).path(), new byte[1]);
        var waiting = Files.write(uploads.file(UUID.randomUUID()).path(), new byte[1]);
        var broken = Files.write(uploads.scratchFolder().resolve(UUID.randomUUID() + ".part"), new byte[1]);
        var now = Clock.systemUTC().instant();
        Files.setLastModifiedTime(forgotten, FileTime.from(now.minus(Duration.ofDays(31))));
        Files.setLastModifiedTime(waiting, FileTime.from(now.minus(Duration.ofDays(29))));
        Files.setLastModifiedTime(broken, FileTime.from(now.minus(Duration.ofHours(7))));
        uploads.sweep(now);
        assertThat(forgotten).doesNotExist();
        assertThat(broken).doesNotExist();
        assertThat(waiting).exists();
        Files.delete(waiting);
    }

    @Test
    void names_lose_folders_and_tricks_of_direction() {
        assertThat(Uploads.tidied("C:\\Users\\x\\名单.xlsx")).isEqualTo("名单.xlsx");
        assertThat(Uploads.tidied("../../etc/passwd")).isEqualTo("passwd");
        assertThat(Uploads.tidied("a\u202Exslx.exe\r\n")).isEqualTo("axslx.exe");
        assertThat(Uploads.tidied("𠮷".repeat(300))).hasSize(400);
    }

    /** Found by {@code ./qinqing verify canary}: the name of a file stood in the database as it came. */
    @Test
    void names_lose_the_numbers_of_people() {
        assertThat(Uploads.tidied("危房改造500102195607210004.xlsx")).isEqualTo("危房改造******************.xlsx");
        assertThat(Uploads.tidied("13812345678的名单.csv")).isEqualTo("***********的名单.csv");
        assertThat(Uploads.tidied("区农委2024年补助名单（1组）.csv")).isEqualTo("区农委2024年补助名单（1组）.csv");
    }

    private long count() throws IOException {
        try (var files = Files.list(uploads.scratchFolder())) {
            return files.count();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
