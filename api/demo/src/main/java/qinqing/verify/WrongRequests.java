package qinqing.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Requests that carry a person's values where they don't belong, and what the server answers to them, byte for byte. */
final class WrongRequests {

    /** Values of one person in a request the server can't accept. */
    private interface Wrong {
        HttpRequest.Builder with(WrongRequests here, String id, String phone, String address);
    }

    private static final List<Wrong> ALL = List.of(
            (here, id, phone, address) ->
                    here.post("/sessions", "{\"phone\":\"" + phone + "\",\"password\":\"" + id + "\"}"),
            (here, id, phone, address) -> here.post("/sessions", "{\"phone\":\"" + id + "\",\"password\":\"x\"}"),
            (here, id, phone, address) -> here.post("/sessions", "{\"phone\":\"" + phone + "\",\"" + id + "\":1}"),
            (here, id, phone, address) ->
                    here.post("/one-time-codes", "{\"phone\":\"" + phone + "\",\"purpose\":\"" + id + "\"}"),
            (here, id, phone, address) -> here.post(
                    "/password-resets",
                    "{\"phone\":\"" + phone + "\",\"code\":\"" + id + "\",\"newPassword\":\"" + address + "\"}"),
            (here, id, phone, address) -> here.post(
                    "/invitation-acceptances",
                    "{\"phone\":\"" + phone + "\",\"code\":\"" + phone + "\",\"newPassword\":\"" + id + "\"}"),
            (here, id, phone, address) -> here.get("/beneficiaries/" + id),
            (here, id, phone, address) -> here.get("/beneficiaries?limit=" + id),
            (here, id, phone, address) -> here.get("/beneficiaries?cursor=" + phone),
            (here, id, phone, address) -> here.get("/beneficiaries?q=" + id),
            (here, id, phone, address) -> here.get("/beneficiaries?q=" + encoded(address)),
            (here, id, phone, address) -> here.get("/officials/" + phone + "?" + id + "=" + encoded(address)),
            (here, id, phone, address) -> here.get("/public/notices/" + id),
            (here, id, phone, address) -> here.get("/public/notices?q=" + encoded(address)),
            (here, id, phone, address) -> here.get("/public/notices?from=" + phone),
            (here, id, phone, address) -> here.get("/" + id + "/" + encoded(address)),
            (here, id, phone, address) -> here.get("/me").header("If-None-Match", "\"" + id + "\""),
            (here, id, phone, address) -> here.anonymous("/me").header("Authorization", "Bearer " + id),
            (here, id, phone, address) -> here.anonymous("/me").header("Authorization", "Basic " + phone),
            (here, id, phone, address) ->
                    here.get("/officials").header("User-Agent", id).header("X-Request-Id", phone),
            (here, id, phone, address) -> here.get("/officials")
                    .header("traceparent", "00-" + id + "-" + phone + "-01")
                    .header("Accept-Language", id),
            (here, id, phone, address) -> here.post("/beneficiaries", "{\"" + id + "\":\"" + address + "\"}"),
            (here, id, phone, address) -> here.post("/beneficiaries", "{\"name\":\"甲\",\"phone\":\"" + id + "\"}"),
            (here, id, phone, address) -> here.post(
                    "/beneficiaries",
                    "{\"programmeId\":\"" + id + "\",\"amount\":\"" + phone + "元\",\"startsOn\":\"" + id
                            + "\",\"address\":\"" + address + "\"}"),
            (here, id, phone, address) ->
                    here.post("/beneficiaries", "{\"idNumber\":\"" + id + "\",\"address\":\"" + address),
            (here, id, phone, address) -> here.post("/beneficiaries", id),
            (here, id, phone, address) -> here.post("/beneficiaries", "[\"" + id + "\"]"),
            (here, id, phone, address) -> here.post(
                    "/beneficiaries",
                    "{\"programmeId\":\"" + UUID.randomUUID() + "\",\"name\":\"甲\",\"idNumber\":\"" + id
                            + "\",\"phone\":\"" + phone + "\",\"address\":\"" + address + "\"}"),
            (here, id, phone, address) -> here.post(
                    "/clearances",
                    "{\"programmeId\":\"" + UUID.randomUUID() + "\",\"subject\":{\"name\":\"甲\",\"idNumber\":\"" + id
                            + "\"}}"),
            (here, id, phone, address) -> here.post(
                    "/clearances",
                    "{\"programmeId\":\"" + UUID.randomUUID() + "\",\"subject\":{\"name\":\"" + id
                            + "\",\"idNumber\":\"" + phone + "\"}}"),
            (here, id, phone, address) -> here.post(
                    "/matching-queries",
                    "{\"purpose\":\"" + id + "\",\"persons\":[{\"reference\":\"1\",\"name\":\"甲\",\"idNumber\":\"" + id
                            + "\"}]}"),
            (here, id, phone, address) -> here.post("/officials", "{\"name\":\"甲\",\"idNumber\":\"" + id + "0\"}"),
            (here, id, phone, address) ->
                    here.post("/beneficiaries", "{\"name\":\"甲\"}").setHeader("Idempotency-Key", id),
            (here, id, phone, address) -> here.post("/beneficiaries", "idNumber=" + id + "&phone=" + phone)
                    .setHeader("Content-Type", "application/x-www-form-urlencoded"),
            (here, id, phone, address) -> here.post("/beneficiary-batches", "--b\r\n" + id + "\r\n--b--\r\n")
                    .setHeader("Content-Type", "multipart/form-data; boundary=b"),
            (here, id, phone, address) -> here.post(
                            "/declaration-imports",
                            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + id + ".csv\"\r\n\r\n"
                                    + id + "," + phone + "," + address + "\r\n--b--\r\n")
                    .setHeader("Content-Type", "multipart/form-data; boundary=b"),
            (here, id, phone, address) -> here.post(
                            "/oauth2/token",
                            "grant_type=client_credentials&client_id=" + id + "&client_secret=" + phone)
                    .setHeader("Content-Type", "application/x-www-form-urlencoded"),
            (here, id, phone, address) -> here.post(
                    "/public/notices/" + id + "/objections",
                    "{\"grounds\":\"" + address + id + "\",\"row\":\"" + phone + "\"}"),
            (here, id, phone, address) ->
                    here.anonymous("/public/objections/" + id).header("Tracking-Secret", phone),
            (here, id, phone, address) -> here.post("/me/totp/confirmation", "{\"code\":\"" + id + "\"}"));

    private final HttpClient client;
    private final URI base;
    private final String token;
    private final Map<Integer, ByteArrayOutputStream> answers = new TreeMap<>();
    private int sent;
    private int refused;

    /** @param token of a clerk, who gets farthest */
    WrongRequests(HttpClient client, URI base, String token) {
        this.client = client;
        this.base = base;
        this.token = token;
    }

    static int kinds() {
        return ALL.size();
    }

    /** Sends the wrong request of this number (counted round and round). */
    void send(int number, String id, String phone, String address) throws IOException, InterruptedException {
        var request =
                ALL.get(number % ALL.size()).with(this, id, phone, address).build();
        var response = client.send(request, BodyHandlers.ofByteArray());
        sent++;
        if (response.statusCode() >= 400) {
            refused++;
        }
        var mine = answers.computeIfAbsent(number % ALL.size(), _ -> new ByteArrayOutputStream());
        mine.writeBytes((response.statusCode() + "\n").getBytes(StandardCharsets.US_ASCII));
        response.headers()
                .map()
                .forEach((name, values) ->
                        mine.writeBytes((name + ": " + values + "\n").getBytes(StandardCharsets.UTF_8)));
        mine.writeBytes(response.body());
        mine.write('\n');
    }

    int sent() {
        return sent;
    }

    int refused() {
        return refused;
    }

    /** Heads and bodies of all answers to the wrong requests of one kind. */
    interface Reader {
        void read(int kind, byte[] answers) throws IOException;
    }

    void answers(Reader reader) throws IOException {
        for (var kind : answers.entrySet()) {
            reader.read(kind.getKey(), kind.getValue().toByteArray());
        }
    }

    private HttpRequest.Builder get(String path) {
        return anonymous(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private HttpRequest.Builder post(String path, String body) {
        return get(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
